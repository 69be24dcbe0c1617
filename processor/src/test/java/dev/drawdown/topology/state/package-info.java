@NullMarked
package dev.drawdown.topology.state;

import org.jspecify.annotations.NullMarked;
