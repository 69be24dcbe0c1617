@NullMarked
package dev.drawdown.loadtest.report;

import org.jspecify.annotations.NullMarked;
