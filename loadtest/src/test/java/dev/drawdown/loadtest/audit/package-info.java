@NullMarked
package dev.drawdown.loadtest.audit;

import org.jspecify.annotations.NullMarked;
