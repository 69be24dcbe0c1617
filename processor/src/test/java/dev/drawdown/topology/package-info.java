@NullMarked
package dev.drawdown.topology;

import org.jspecify.annotations.NullMarked;
