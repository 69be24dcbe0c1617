/**
 * Money in and out through Stripe.
 *
 * <p>A payment request has an identity, {@code wallet/purpose/n}, and attempts. All of an identity's attempts are one
 * PaymentIntent, so Stripe itself sees to it that at most one of them succeeds. Every call carries a key made of
 * identity and attempt, so a call that is repeated does nothing new. A new attempt is made only after the one before
 * is known to have failed; where nothing is known, the same call goes out again, and once its key is about to expire
 * the object is read instead.
 *
 * <p>A webhook says where to look and no more: once its signature is found genuine, the object is read anew.
 *
 * <p>{@link dev.drawdown.payments.PaymentGateway}, {@link dev.drawdown.payments.CustomerGateway},
 * {@link dev.drawdown.payments.PaymentRecords} and {@link dev.drawdown.payments.ProviderBooks} are the ports. What is behind them, {@code payments.stripe}, knows this
 * package and is not known by it; it is the only package that knows Stripe's library.
 */
@NullMarked
package dev.drawdown.payments;

import org.jspecify.annotations.NullMarked;
