/** An ordinary client of the public topics: nothing in it knows how the program works. */
@NullMarked
package dev.drawdown.loadtest.client;

import org.jspecify.annotations.NullMarked;
