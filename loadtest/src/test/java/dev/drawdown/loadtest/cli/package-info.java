@NullMarked
package dev.drawdown.loadtest.cli;

import org.jspecify.annotations.NullMarked;
