@NullMarked
package dev.drawdown.loadtest.run;

import org.jspecify.annotations.NullMarked;
