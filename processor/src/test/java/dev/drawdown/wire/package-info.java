@NullMarked
package dev.drawdown.wire;

import org.jspecify.annotations.NullMarked;
