package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentCall;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to the provider, made aside from the stream: many at once, those of a wallet one after the other, and none of a
 * request while another one of it is under way. What is turned away, or lost, is ordered again by the state that ordered it.
 */
final class Calls implements CallDesk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    /** Beyond these, waiting in memory gains nothing over waiting in the state. */
    private static final int MOST_WAITING = 10_000;

    private final PaymentGateway gateway;
    private final PaymentRecords records;
    private final Consumer<Note> answers;
    private final Duration stopWithin;
    private final ExecutorService workers;

    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Deque<Order>> waiting = new HashMap<>();

    private record Order(String requestId, Supplier<PaymentEvent> call) {}

    /**
     * Makes calls from now on.
     *
     * @param most how many are made at once
     * @param answers takes the note of each answer; called by many threads
     * @param stopWithin how long {@link #close} waits for those under way
     */
    Calls(PaymentGateway gateway, PaymentRecords records, int most, Consumer<Note> answers, Duration stopWithin) {
        this.gateway = gateway;
        this.records = records;
        this.answers = answers;
        this.stopWithin = stopWithin;
        workers = Executors.newFixedThreadPool(
                most, Thread.ofPlatform().name("payments-", 0).daemon().factory());
    }

    @Override
    public void collect(PaymentCall call) {
        order(
                call.requestId(),
                () -> new Answered(
                        call.attempt(),
                        switch (call) {
                            case ChargeRequest charge -> gateway.collect(charge);
                            case RefundRequest refund -> gateway.refund(refund);
                        }));
    }

    @Override
    public void look(PaymentCall call) {
        order(
                call.requestId(),
                () -> new Answered(
                        call.attempt(),
                        switch (call) {
                            case ChargeRequest charge -> gateway.look(charge);
                            case RefundRequest refund -> gateway.look(refund);
                        }));
    }

    @Override
    public void review(String requestId, int attempt, String chargeId) {
        order(requestId, () -> reviewed(attempt, records.charge(chargeId)));
    }

    /** A charge that the provider does not know any more has no news; the payment stays as it is. */
    private static PaymentEvent reviewed(int attempt, GatewayAnswer<ChargeStanding> answer) {
        return switch (answer) {
            case GatewayAnswer.Done<ChargeStanding>(ChargeStanding standing) -> new Reviewed(standing);
            case GatewayAnswer.Refused<ChargeStanding>(String code) ->
                new Answered(attempt, new Declined(null, null, DeclineKind.HARD, code));
            case GatewayAnswer.Unavailable<ChargeStanding>(Duration retryAfter, String reason) ->
                new Answered(attempt, new Unavailable(retryAfter, reason));
        };
    }

    /** Returns how many calls are under way or wait for their turn. */
    synchronized int pending() {
        return underWay.size();
    }

    private synchronized void order(String requestId, Supplier<PaymentEvent> call) {
        if (workers.isShutdown() || underWay.size() >= MOST_WAITING || !underWay.add(requestId)) {
            return;
        }
        String walletId = Note.walletOf(requestId);
        Deque<Order> queue = waiting.get(walletId);
        boolean isFirst = queue == null;
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting.put(walletId, queue);
        }
        queue.add(new Order(requestId, call));
        if (isFirst) {
            workers.execute(() -> workOff(walletId));
        }
    }

    private void workOff(String walletId) {
        for (Order order = next(walletId); order != null; order = next(walletId)) {
            make(order);
        }
    }

    private synchronized @Nullable Order next(String walletId) {
        Deque<Order> queue = waiting.get(walletId);
        Order order = queue == null || workers.isShutdown() ? null : queue.poll();
        if (order == null) {
            waiting.remove(walletId);
        }
        return order;
    }

    private void make(Order order) {
        try {
            answers.accept(new Note(order.requestId(), answered(order)));
        } catch (RuntimeException bug) {
            // Whatever it did is found out by the same call again.
            log.error("The call for {} failed in a way that nobody has thought of", order.requestId(), bug);
        }
    }

    private PaymentEvent answered(Order order) {
        try {
            return order.call().get();
        } finally {
            // Before the answer is heard, since it may order the next call.
            synchronized (this) {
                underWay.remove(order.requestId());
            }
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(stopWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} calls had no answer yet; the next start makes them again", pending());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
