/** The consumer of payment requests, with a provider that does what the test says. */
@NullMarked
package dev.drawdown.payments.stream;

import org.jspecify.annotations.NullMarked;
