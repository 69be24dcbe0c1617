@NullMarked
package dev.drawdown.owners;

import org.jspecify.annotations.NullMarked;
