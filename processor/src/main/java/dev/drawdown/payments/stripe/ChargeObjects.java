package dev.drawdown.payments.stripe;

import com.stripe.exception.StripeException;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.PaymentResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The objects at Stripe that collect what is asked for, one for a request: known by its id, or found by its trace. */
sealed interface ChargeObjects permits Intents, Invoices {
    /** How far Stripe's clock may be behind this one. */
    Duration CLOCK_SKEW = Duration.ofHours(1);

    /** Returns the second from which on a request's object can have been made. */
    static long since(ChargeRequest request) {
        return request.firstSentAt().minus(CLOCK_SKEW).getEpochSecond();
    }

    /** Returns the id of the object that bears the request's trace, or null. */
    @Nullable
    String find(ChargeRequest request) throws StripeException;

    /** Makes an attempt, or finds out how it went. */
    PaymentResult attempt(ChargeRequest request, String id) throws StripeException;

    /** Finds out how an attempt went. */
    PaymentResult look(ChargeRequest request, String id) throws StripeException;

    /** Ends it, so that it collects nothing any more; Stripe refuses where it is too late for that. */
    PaymentResult abandon(ChargeRequest request, String id) throws StripeException;
}
