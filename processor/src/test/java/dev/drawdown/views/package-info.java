@NullMarked
package dev.drawdown.views;

import org.jspecify.annotations.NullMarked;
