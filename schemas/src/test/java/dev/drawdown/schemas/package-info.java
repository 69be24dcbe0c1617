@NullMarked
package dev.drawdown.schemas;

import org.jspecify.annotations.NullMarked;
