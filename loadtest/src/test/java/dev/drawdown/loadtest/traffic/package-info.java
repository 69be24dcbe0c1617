@NullMarked
package dev.drawdown.loadtest.traffic;

import org.jspecify.annotations.NullMarked;
