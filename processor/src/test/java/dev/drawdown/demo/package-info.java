@NullMarked
package dev.drawdown.demo;

import org.jspecify.annotations.NullMarked;
