/** What loads the program from outside and proves afterwards that its books are right. */
@NullMarked
package dev.drawdown.loadtest;

import org.jspecify.annotations.NullMarked;
