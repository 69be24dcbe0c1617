/**
 * Stripe behind the ports of {@code payments}, and the only package that knows Stripe's library: a {@code StripeAccount}
 * is the way in, with a class for each thing at Stripe, one for the keys of its calls and one for what its failures mean.
 */
@NullMarked
package dev.drawdown.payments.stripe;

import org.jspecify.annotations.NullMarked;
