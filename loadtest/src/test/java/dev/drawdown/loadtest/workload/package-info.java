@NullMarked
package dev.drawdown.loadtest.workload;

import org.jspecify.annotations.NullMarked;
