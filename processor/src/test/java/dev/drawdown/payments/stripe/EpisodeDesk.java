package dev.drawdown.payments.stripe;

import dev.drawdown.engine.Input;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentMachine;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentStep;
import dev.drawdown.payments.PaymentStep.Action.Collect;
import dev.drawdown.payments.PaymentStep.Action.Flag;
import dev.drawdown.payments.PaymentStep.Action.Look;
import dev.drawdown.payments.PaymentStep.Action.Nothing;
import dev.drawdown.payments.PaymentStep.Action.ReadBack;
import dev.drawdown.payments.PaymentStep.Action.Review;
import dev.drawdown.payments.PaymentStep.Action.Tell;
import dev.drawdown.payments.PaymentStep.Action.TellLater;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What carries requests to Stripe and answers back, around the real machine and the real gateway: states that are written
 * with what is told, calls only for what was read back, and a process that may die at each step in between.
 */
final class EpisodeDesk {
    private static final Duration INVOICE_TERM = Duration.ofDays(30);

    private final PaymentGateway gateway;
    private final PaymentRecords records;
    private final EpisodeWallet wallet;
    private final BooleanSupplier dies;
    private final Map<String, PaymentState> states = new TreeMap<>();
    private final Set<String> toReadBack = new TreeSet<>();
    private final List<Heard> heard = new ArrayList<>();

    /** What has been written for the wallet, and it has not read yet. */
    final Deque<Input.RecordPayment> told = new ArrayDeque<>();

    /** The requests of which was said that nothing is known of them. */
    final Set<String> flagged = new HashSet<>();

    String customer = "";
    String defaultMethod = "";

    @Nullable
    String backupMethod;

    int deaths;

    private record Heard(String request, PaymentEvent answer) {}

    /** @param dies whether the process dies now */
    EpisodeDesk(PaymentGateway gateway, PaymentRecords records, EpisodeWallet wallet, BooleanSupplier dies) {
        this.gateway = gateway;
        this.records = records;
        this.wallet = wallet;
        this.dies = dies;
    }

    /** Reads the next request; it stays unread where the process dies before the state is written. */
    boolean read(Instant now) {
        Payment payment = wallet.requests.peek();
        if (payment == null) {
            return false;
        }
        String request = payment.requestId(wallet.walletId());
        String method = payment.progress().onBackup() ? backupMethod : defaultMethod;
        int attempt = payment.progress().attempt();
        if (method == null) {
            wallet.requests.remove();
            told.add(answer(request, attempt, new Declined(null, null, DeclineKind.HARD, "no_method"), now));
            return true;
        }
        PaymentState state = states.get(request);
        Requested requested = state == null || (state.phase() instanceof Failed && attempt > state.attempt())
                ? new Requested(order(payment, now), attempt, method)
                : new Requested(state.order(), attempt, state.methodId());
        if (apply(request, requested, now)) {
            wallet.requests.remove();
        }
        return true;
    }

    private PaymentOrder order(Payment payment, Instant now) {
        Payment.Terms terms = payment.terms();
        Instant due = terms.invoiceDueMillis() == Wallet.NEVER
                ? now.plus(INVOICE_TERM)
                : Instant.ofEpochMilli(terms.invoiceDueMillis());
        return new PaymentOrder.Charge(
                payment.requestId(wallet.walletId()),
                customer,
                terms.amountMicros(),
                "USD",
                "Auto-recharge",
                Map.of(),
                terms.collect() == WalletSettings.Collect.INVOICE
                        ? new ChargeRequest.Collect.Invoiced(due)
                        : new ChargeRequest.Collect.Direct());
    }

    /** Reads back a state that was written; it is there to be read until what follows from it is written, too. */
    boolean readBack(Instant now) {
        if (toReadBack.isEmpty()) {
            return false;
        }
        String request = toReadBack.iterator().next();
        toReadBack.remove(request);
        if (!apply(request, new Kept(), now)) {
            toReadBack.add(request);
        }
        return true;
    }

    /** Takes an answer of Stripe's, of any of the calls that have been made. */
    boolean listen(int choice, Instant now) {
        if (heard.isEmpty()) {
            return false;
        }
        Heard next = heard.remove(choice % heard.size());
        var _ = apply(next.request(), next.answer(), now);
        return true;
    }

    /** Tells the wallet what was written for it. */
    boolean tell(Instant now) {
        Input.RecordPayment next = told.poll();
        if (next == null) {
            return false;
        }
        var _ = wallet.command(next, now);
        return true;
    }

    /** Wakes whoever wanted to be woken by now. */
    boolean wake(Instant now) {
        boolean any = false;
        for (String request : List.copyOf(states.keySet())) {
            Instant wakeAt = state(request).wakeAt();
            if (wakeAt != null && !wakeAt.isAfter(now)) {
                var _ = apply(request, new PaymentEvent.Woken(), now);
                any = true;
            }
        }
        return any;
    }

    /** Says that something may have happened to a payment. */
    void hint(String request, Instant now) {
        if (states.containsKey(request)) {
            var _ = apply(request, new PaymentEvent.Hinted(), now);
        }
    }

    private PaymentState state(String request) {
        PaymentState state = states.get(request);
        if (state == null) {
            throw new AssertionError("Expected a state of " + request);
        }
        return state;
    }

    /** Returns false where the process dies before anything is written. */
    private boolean apply(String request, PaymentEvent event, Instant now) {
        PaymentStep step = PaymentMachine.next(states.get(request), event, now);
        if (dies.getAsBoolean()) {
            die();
            return false;
        }
        states.put(request, step.state());
        switch (step.action()) {
            case Tell(int attempt, PaymentResult result) -> told.add(answer(request, attempt, result, now));
            case Flag _ -> flagged.add(request);
            case ReadBack _ -> toReadBack.add(request);
            case Collect(ChargeRequest call) -> call(request, () -> answered(call, gateway.collect(call)));
            case Look(ChargeRequest call) -> call(request, () -> answered(call, gateway.look(call)));
            case Review(String charge) ->
                call(request, () -> reviewed(step.state().attempt(), records.charge(charge)));
            case Collect(RefundRequest _), Look(RefundRequest _), TellLater _ ->
                throw new AssertionError("Expected nobody to give money back, but got " + step);
            case Nothing _ -> {}
        }
        return true;
    }

    private static PaymentEvent answered(ChargeRequest call, PaymentResult result) {
        return new Answered(call.attempt(), result);
    }

    private static PaymentEvent reviewed(int attempt, GatewayAnswer<ChargeStanding> answer) {
        return switch (answer) {
            case GatewayAnswer.Done<ChargeStanding>(ChargeStanding standing) -> new Reviewed(standing);
            case GatewayAnswer.Unavailable<ChargeStanding>(Duration wait, String reason) ->
                new Answered(attempt, new Unavailable(wait, reason));
            case GatewayAnswer.Refused<ChargeStanding> _ ->
                throw new AssertionError("Expected a charge, but got " + answer);
        };
    }

    private void call(String request, Supplier<PaymentEvent> call) {
        if (dies.getAsBoolean()) {
            die();
            return;
        }
        PaymentEvent answer = call.get();
        if (dies.getAsBoolean()) {
            die();
        } else {
            heard.add(new Heard(request, answer));
        }
    }

    /** The next process knows what was written, and nothing else: what was heard and not written is lost. */
    private void die() {
        deaths++;
        heard.clear();
    }

    private static Input.RecordPayment answer(String request, int attempt, PaymentResult result, Instant now) {
        return switch (result) {
            case Succeeded paid ->
                answer(request, attempt, Input.PaymentStatus.SUCCEEDED, paid.amountMicros(), paid.providerId(), now);
            case Processing processing ->
                answer(request, attempt, Input.PaymentStatus.PROCESSING, null, processing.providerId(), now);
            case ActionRequired action ->
                answer(request, attempt, Input.PaymentStatus.ACTION_REQUIRED, null, action.providerId(), now);
            case Declined declined ->
                new Input.RecordPayment(
                        request,
                        attempt,
                        Input.PaymentStatus.FAILED,
                        null,
                        declined.providerId(),
                        declined.code(),
                        declined.kind() == DeclineKind.HARD ? Input.DeclineKind.HARD : Input.DeclineKind.SOFT,
                        null,
                        null,
                        now.toEpochMilli());
            case Unknown _, Unavailable _ -> throw new AssertionError("Expected to be told what is known: " + result);
        };
    }

    private static Input.RecordPayment answer(
            String request,
            int attempt,
            Input.PaymentStatus status,
            @Nullable Long amount,
            String provider,
            Instant now) {
        return new Input.RecordPayment(
                request, attempt, status, amount, provider, null, null, null, null, now.toEpochMilli());
    }

    Set<String> requests() {
        return states.keySet();
    }

    /** The state of a request, in words. */
    String describe(String request) {
        return String.valueOf(states.get(request));
    }
}
