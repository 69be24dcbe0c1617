package dev.drawdown.payments;

import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Woken;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.PaymentState.Phase;
import dev.drawdown.payments.PaymentState.Phase.Doubtful;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentState.Phase.Paid;
import dev.drawdown.payments.PaymentState.Phase.Prepared;
import dev.drawdown.payments.PaymentState.Phase.UnderWay;
import dev.drawdown.payments.PaymentStep.Action;
import dev.drawdown.payments.PaymentStep.Action.Collect;
import dev.drawdown.payments.PaymentStep.Action.Flag;
import dev.drawdown.payments.PaymentStep.Action.Look;
import dev.drawdown.payments.PaymentStep.Action.Nothing;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a payment request gets from asked for to paid or failed, as a pure function.
 *
 * <p>Three things make that nobody pays twice. An attempt is written before it is sent, and sent only once it has been
 * read back, so that after any crash the very same call can be made again. A second attempt is made only when the first
 * is known to have failed. And whatever is not known leads to the same call again, never to another one; it is said
 * aloud when that goes on for long.
 */
public final class PaymentMachine {
    /** After that many answers that say nothing, people are told. */
    static final int DOUBTS_FLAGGED = 3;

    private static final List<Duration> DOUBT_WAITS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
    private static final Duration LONG_DOUBT_WAIT = Duration.ofHours(1);

    /** Webhooks come sooner; this is for those that do not come at all. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private PaymentMachine() {}

    /**
     * Returns what follows.
     *
     * @param state what was written last; null for a request that nothing is known of
     */
    public static PaymentStep next(@Nullable PaymentState state, PaymentEvent event, Instant now) {
        if (state == null) {
            if (event instanceof Requested requested) {
                return quiet(PaymentState.first(requested.order(), requested.attempt(), requested.methodId(), now));
            }
            throw new IllegalArgumentException("Expected a request before anything else, but got " + event);
        }
        return switch (event) {
            case Requested requested -> requested(state, requested, now);
            case Kept _ -> state.phase() instanceof Prepared ? new PaymentStep(state, collect(state)) : goOn(state);
            case Answered answered -> answered(state, answered, now);
            case Hinted _, Woken _ -> goOn(state);
        };
    }

    private static PaymentStep quiet(PaymentState state) {
        return new PaymentStep(state, new Nothing());
    }

    private static Action collect(PaymentState state) {
        return new Collect(state.call());
    }

    private static PaymentStep requested(PaymentState state, Requested requested, Instant now) {
        if (requested.attempt() < state.attempt()) {
            return quiet(state);
        }
        if (requested.attempt() > state.attempt() && state.phase() instanceof Failed(Declined declined)) {
            return quiet(state.next(requested.attempt(), requested.methodId(), declined, now));
        }
        // Asked again: what is known is said again, what is not known is found out.
        return switch (state.phase()) {
            case Failed(Declined declined) -> new PaymentStep(state, new Tell(state.attempt(), declined));
            case Paid(Succeeded paid) -> new PaymentStep(state, new Tell(state.attempt(), paid));
            case UnderWay _, Doubtful _, Prepared _ -> goOn(state);
        };
    }

    private static PaymentStep goOn(PaymentState state) {
        return switch (state.phase()) {
            case Prepared _, Paid _ -> quiet(state);
            case Doubtful _ -> new PaymentStep(state, collect(state));
            // A failed attempt may still succeed, when the customer authenticates it late.
            case UnderWay _, Failed _ -> new PaymentStep(state, new Look(state.call()));
        };
    }

    private static PaymentStep answered(PaymentState state, Answered answered, Instant now) {
        if (answered.attempt() != state.attempt() || state.phase() instanceof Paid) {
            return quiet(state);
        }
        return switch (answered.result()) {
            case Succeeded paid -> told(state.in(new Paid(paid), paid.providerId(), null), paid);
            case Declined declined -> declined(state, declined);
            case Processing processing -> underWay(state, processing, processing.providerId(), now);
            case ActionRequired action -> underWay(state, action, action.providerId(), now);
            case Unknown unknown -> doubted(state, unknown, now);
            case Unavailable unavailable -> later(state, now.plus(unavailable.retryAfter()));
        };
    }

    private static PaymentStep told(PaymentState state, PaymentResult result) {
        return new PaymentStep(state, new Tell(state.attempt(), result));
    }

    private static PaymentStep declined(PaymentState state, Declined declined) {
        if (state.phase() instanceof Failed) {
            return quiet(state);
        }
        return told(state.in(new Failed(declined), declined.providerId(), null), declined);
    }

    private static PaymentStep underWay(PaymentState state, PaymentResult standing, String provider, Instant now) {
        PaymentState next = state.in(new UnderWay(standing), provider, now.plus(LOOK_AGAIN));
        boolean known = state.phase() instanceof UnderWay(PaymentResult before) && before.equals(standing);
        return known ? quiet(next) : told(next, standing);
    }

    private static PaymentStep doubted(PaymentState state, Unknown unknown, Instant now) {
        if (isKnown(state.phase())) {
            return later(state, now.plus(LOOK_AGAIN));
        }
        PaymentState doubted = state.doubted();
        Duration wait =
                doubted.doubts() <= DOUBT_WAITS.size() ? DOUBT_WAITS.get(doubted.doubts() - 1) : LONG_DOUBT_WAIT;
        PaymentState next = doubted.in(new Doubtful(), unknown.providerId(), now.plus(wait));
        return next.doubts() == DOUBTS_FLAGGED
                ? new PaymentStep(next, new Flag(next.attempt(), unknown.reason()))
                : quiet(next);
    }

    /** What was known before is still known when a look at it fails. */
    private static boolean isKnown(Phase phase) {
        return switch (phase) {
            case UnderWay _, Failed _, Paid _ -> true;
            case Prepared _, Doubtful _ -> false;
        };
    }

    private static PaymentStep later(PaymentState state, Instant wakeAt) {
        return switch (state.phase()) {
            case Failed _, Paid _ -> quiet(state);
            case UnderWay _ -> quiet(state.in(state.phase(), null, wakeAt));
            case Prepared _, Doubtful _ -> quiet(state.in(new Doubtful(), null, wakeAt));
        };
    }
}
