@NullMarked
package dev.drawdown.connectors;

import org.jspecify.annotations.NullMarked;
