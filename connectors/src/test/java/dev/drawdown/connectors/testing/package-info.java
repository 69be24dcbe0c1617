@NullMarked
package dev.drawdown.connectors.testing;

import org.jspecify.annotations.NullMarked;
