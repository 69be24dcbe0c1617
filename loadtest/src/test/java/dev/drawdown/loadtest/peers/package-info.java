@NullMarked
package dev.drawdown.loadtest.peers;

import org.jspecify.annotations.NullMarked;
