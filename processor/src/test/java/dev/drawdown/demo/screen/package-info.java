@NullMarked
package dev.drawdown.demo.screen;

import org.jspecify.annotations.NullMarked;
