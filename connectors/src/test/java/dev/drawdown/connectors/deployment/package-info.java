@NullMarked
package dev.drawdown.connectors.deployment;

import org.jspecify.annotations.NullMarked;
