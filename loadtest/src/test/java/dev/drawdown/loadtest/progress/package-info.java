@NullMarked
package dev.drawdown.loadtest.progress;

import org.jspecify.annotations.NullMarked;
