@NullMarked
package dev.drawdown.loadtest.model;

import org.jspecify.annotations.NullMarked;
