/**
 * The part of Stripe that a prepaid wallet needs, in this process: same paths, forms, objects, errors and webhooks.
 *
 * <p>One way through: {@code StripeHandler} turns HTTP into an {@code ApiRequest} and keeps Stripe's promises about
 * idempotency keys, {@code Account} does one request at a time in a {@code Session}, and the session's changes go into
 * the {@code ObjectStore} as one line of a file, together with the answer that its key will replay. So a crash leaves a
 * payment with its key or neither. What happens later (a bank debit that settles, a webhook that is tried again) is
 * stored as an object with its due instant, and done when the clock gets there.
 *
 * <p>Faults and what people do at Stripe's pages are asked for under {@code /_simulator}, outside of Stripe's names.
 */
@NullMarked
package dev.drawdown.embedded.stripe;

import org.jspecify.annotations.NullMarked;
