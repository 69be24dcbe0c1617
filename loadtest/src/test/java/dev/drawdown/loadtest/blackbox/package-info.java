@NullMarked
package dev.drawdown.loadtest.blackbox;

import org.jspecify.annotations.NullMarked;
