/** What a person sees of a long run: a bar that moves on a terminal, a line now and then in a log. */
@NullMarked
package dev.drawdown.loadtest.progress;

import org.jspecify.annotations.NullMarked;
