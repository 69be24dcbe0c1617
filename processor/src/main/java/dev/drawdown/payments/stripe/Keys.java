package dev.drawdown.payments.stripe;

import com.stripe.net.RequestOptions;
import dev.drawdown.payments.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Under which keys Stripe is called, and how long they can be trusted. */
final class Keys {
    /** How long after its first use a key surely stands for the same call; Stripe keeps it for a day at least. */
    static final Duration TRUSTED = Duration.ofHours(20);

    private final Clock clock;

    Keys(Clock clock) {
        this.clock = clock;
    }

    static RequestOptions under(String key) {
        return RequestOptions.builder().setIdempotencyKey(Traces.key(key)).build();
    }

    boolean areTrusted(Instant sentAt) {
        return Duration.between(sentAt, clock.instant()).compareTo(TRUSTED) < 0;
    }
}
