package dev.drawdown.payments.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it means when Stripe says no, says something unclear, or says nothing. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final Duration UNREACHABLE_WAIT = Duration.ofSeconds(5);
    private static final Duration LOCKED_OUT_WAIT = Duration.ofMinutes(1);

    /** What is asked of Stripe. */
    interface Call<T> {
        T make() throws StripeException;
    }

    private Failures() {}

    /**
     * Makes a call about a payment.
     *
     * @param id what Stripe calls the payment, where that is known
     */
    static PaymentResult answered(@Nullable String id, Call<PaymentResult> call) {
        try {
            return call.make();
        } catch (StripeException failure) {
            return failed(id, failure);
        }
    }

    /** Makes a call about a customer, or about what Stripe's books say. */
    static <T> GatewayAnswer<T> asked(Call<T> call) {
        try {
            return new GatewayAnswer.Done<>(call.make());
        } catch (CardException | InvalidRequestException refusal) {
            return new GatewayAnswer.Refused<>(reason(refusal));
        } catch (StripeException failure) {
            Duration wait = waitAfter(failure);
            return new GatewayAnswer.Unavailable<>(wait == null ? UNREACHABLE_WAIT : wait, what(failure));
        }
    }

    /** Returns why it was refused: the issuer's reason, or Stripe's. */
    static String reason(StripeException failure) {
        StripeError error = failure.getStripeError();
        if (error != null && error.getDeclineCode() != null) {
            return error.getDeclineCode();
        }
        return failure.getCode() == null ? "invalid_request" : failure.getCode();
    }

    /** Returns the decline that a refusal is. */
    static PaymentResult refused(@Nullable String id, StripeException refusal) {
        StripeError error = refusal.getStripeError();
        String code = reason(refusal);
        if (error == null) {
            return new Declined(id, null, DeclineKind.of(code, null, null), code);
        }
        // What Stripe itself turns down, it turns down again.
        DeclineKind kind = refusal instanceof CardException
                ? DeclineKind.of(code, error.getAdviceCode(), error.getNetworkAdviceCode())
                : DeclineKind.HARD;
        return new Declined(id, error.getCharge(), kind, code);
    }

    /** Returns what is known of a payment after a failure that is no refusal. */
    static PaymentResult failed(@Nullable String id, StripeException failure) {
        Duration wait = waitAfter(failure);
        return wait == null ? new Unknown(id, what(failure)) : new Unavailable(wait, what(failure));
    }

    /** Returns how long to wait where nothing has been done for sure, or null. No message is said: some name keys. */
    static @Nullable Duration waitAfter(StripeException failure) {
        if (failure instanceof RateLimitException) {
            return retryAfter(failure);
        }
        if (failure instanceof AuthenticationException) {
            log.error("Stripe does not let us in (status {}); look at the API key", failure.getStatusCode());
            return LOCKED_OUT_WAIT;
        }
        return failure instanceof ApiConnectionException && isNotSent(failure.getCause()) ? UNREACHABLE_WAIT : null;
    }

    private static boolean isNotSent(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
    }

    private static Duration retryAfter(StripeException failure) {
        StripeError error = failure.getStripeError();
        if (error != null && error.getLastResponse() != null) {
            String seconds =
                    error.getLastResponse().headers().firstValue("Retry-After").orElse("");
            if (seconds.matches("\\d{1,4}")) {
                return Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return UNREACHABLE_WAIT;
    }

    /** Returns what happened, in a word that names no key. */
    static String what(StripeException failure) {
        if (failure instanceof IdempotencyException) {
            return "idempotency_error";
        }
        if (failure.getCode() != null) {
            return failure.getCode();
        }
        Integer status = failure.getStatusCode();
        return status == null || status == 0 ? "no_answer" : "status_" + status;
    }
}
