/** The load test's command line: wishes in, a plan or a refusal out. */
@NullMarked
package dev.drawdown.loadtest.cli;

import org.jspecify.annotations.NullMarked;
