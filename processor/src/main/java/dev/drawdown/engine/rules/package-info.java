/** What is looked at once, at the end of every decision: each rule a pure function of what was and what is. */
@NullMarked
package dev.drawdown.engine.rules;

import org.jspecify.annotations.NullMarked;
