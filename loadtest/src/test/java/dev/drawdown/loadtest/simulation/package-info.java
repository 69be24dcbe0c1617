@NullMarked
package dev.drawdown.loadtest.simulation;

import org.jspecify.annotations.NullMarked;
