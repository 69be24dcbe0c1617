@NullMarked
package dev.drawdown.postgres;

import org.jspecify.annotations.NullMarked;
