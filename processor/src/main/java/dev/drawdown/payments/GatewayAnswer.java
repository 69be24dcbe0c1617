package dev.drawdown.payments;

import java.time.Duration;

/** What a call about a customer is answered with. */
public sealed interface GatewayAnswer<T> {
    /** It is done. */
    record Done<T>(T value) implements GatewayAnswer<T> {}

    /** It will not be done; the code is Stripe's, or the issuer's where a card was refused. */
    record Refused<T>(String code) implements GatewayAnswer<T> {}

    /** Nobody knows whether it is done; asking again is safe. */
    record Unavailable<T>(Duration retryAfter, String reason) implements GatewayAnswer<T> {}
}
