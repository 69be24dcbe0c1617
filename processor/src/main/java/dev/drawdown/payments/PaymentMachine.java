package dev.drawdown.payments;

import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Reviewed;
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
import dev.drawdown.payments.PaymentStep.Action.ReadBack;
import dev.drawdown.payments.PaymentStep.Action.Review;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import dev.drawdown.payments.PaymentStep.Action.TellLater;
import dev.drawdown.payments.PaymentStep.News;
import dev.drawdown.payments.PaymentStep.News.DisputeWon;
import dev.drawdown.payments.PaymentStep.News.Disputed;
import dev.drawdown.payments.PaymentStep.News.Refunded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** So long after it should have been, what was to be read back, or a call, is taken to be lost with its process. */
    static final Duration LOST_AFTER = Duration.ofSeconds(15);

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
                PaymentState first =
                        PaymentState.first(requested.order(), requested.attempt(), requested.methodId(), now);
                return after(first, new ReadBack(), now);
            }
            throw new IllegalArgumentException("Expected a request before anything else, but got " + event);
        }
        return switch (event) {
            case Requested requested -> requested(state, requested, now);
            case Kept _ ->
                state.phase() instanceof Prepared ? after(state, new Collect(state.call()), now) : goOn(state, now);
            case Answered answered -> answered(state, answered, now);
            case Reviewed(ChargeStanding standing) -> reviewed(state, standing);
            case Hinted _, Woken _ -> goOn(state, now);
        };
    }

    private static PaymentStep quiet(PaymentState state) {
        return new PaymentStep(state, new Nothing());
    }

    /** Something is done outside of the state, which goes on by itself if nothing comes of that. */
    private static PaymentStep after(PaymentState state, Action action, Instant now) {
        return new PaymentStep(state.in(state.phase(), null, now.plus(LOST_AFTER)), action);
    }

    private static PaymentStep requested(PaymentState state, Requested requested, Instant now) {
        if (requested.attempt() < state.attempt()) {
            return quiet(state);
        }
        if (requested.attempt() > state.attempt() && state.phase() instanceof Failed(Declined declined)) {
            PaymentState next = state.next(requested.attempt(), requested.methodId(), declined, now);
            return after(next, new ReadBack(), now);
        }
        // Asked again: what is known is said again, what is not known is found out.
        return switch (state.phase()) {
            case Failed(Declined declined) -> new PaymentStep(state, new Tell(state.attempt(), declined));
            case Paid paid -> new PaymentStep(state, new Tell(state.attempt(), paid.paid()));
            case UnderWay _, Doubtful _, Prepared _ -> goOn(state, now);
        };
    }

    private static PaymentStep goOn(PaymentState state, Instant now) {
        return switch (state.phase()) {
            case Prepared _ -> after(state, new ReadBack(), now);
            case Doubtful _ -> after(state, new Collect(state.call()), now);
            // A failed attempt may still succeed, when the customer authenticates it late.
            case UnderWay _, Failed _ -> after(state, new Look(state.call()), now);
            case Paid paid -> afterPaid(state, paid, now);
        };
    }

    /** What was paid may be given back or disputed; what was given back may bounce. */
    private static PaymentStep afterPaid(PaymentState state, Paid paid, Instant now) {
        return switch (state.order()) {
            case PaymentOrder.Refund _ -> after(state, new Look(state.call()), now);
            case PaymentOrder.Charge _ ->
                paid.paid().chargeId() == null
                        ? quiet(settled(state))
                        : after(state, new Review(paid.paid().chargeId()), now);
        };
    }

    private static PaymentStep answered(PaymentState state, Answered answered, Instant now) {
        if (answered.attempt() != state.attempt()) {
            return quiet(state);
        }
        return switch (answered.result()) {
            case Succeeded paid -> succeeded(state, paid);
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

    private static PaymentStep succeeded(PaymentState state, Succeeded paid) {
        return state.phase() instanceof Paid
                ? quiet(settled(state))
                : told(state.in(new Paid(paid), paid.providerId(), null), paid);
    }

    private static PaymentStep declined(PaymentState state, Declined declined) {
        boolean isOver = switch (state.phase()) {
            case Failed _ -> true;
            // Money that was collected does not come undone like that; money that was given back may bounce.
            case Paid _ -> state.order() instanceof PaymentOrder.Charge;
            case Prepared _, Doubtful _, UnderWay _ -> false;
        };
        return isOver
                ? quiet(settled(state))
                : told(state.in(new Failed(declined), declined.providerId(), null), declined);
    }

    private static PaymentStep underWay(PaymentState state, PaymentResult standing, String provider, Instant now) {
        if (state.phase() instanceof Paid) {
            return quiet(settled(state));
        }
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
        Phase phase = state.phase() instanceof Prepared ? new Doubtful() : state.phase();
        return quiet(state.in(phase, null, wakeAt));
    }

    private static PaymentState settled(PaymentState state) {
        return state.in(state.phase(), null, null);
    }

    private static PaymentStep reviewed(PaymentState state, ChargeStanding standing) {
        if (!(state.phase() instanceof Paid told)) {
            return quiet(state);
        }
        List<News> news = new ArrayList<>();
        if (standing.refundedMicros() > told.refundedMicros()) {
            news.add(new Refunded(standing.refundedMicros()));
        }
        boolean isTaken = isTaken(told.dispute());
        if (isTaken(standing.dispute()) && !isTaken) {
            news.add(new Disputed(standing.disputedMicros()));
        }
        if (standing.dispute() == Dispute.WON && isTaken) {
            news.add(new DisputeWon());
        }
        PaymentState next = state.in(new Paid(told.paid(), standing.refundedMicros(), standing.dispute()), null, null);
        return news.isEmpty() ? quiet(next) : new PaymentStep(next, new TellLater(next.attempt(), news));
    }

    /** Whether the bank has the money. */
    private static boolean isTaken(Dispute dispute) {
        return switch (dispute) {
            case OPEN, LOST -> true;
            case NONE, INQUIRY, WON -> false;
        };
    }
}
