@NullMarked
package dev.drawdown.connectors.warehouse;

import org.jspecify.annotations.NullMarked;
