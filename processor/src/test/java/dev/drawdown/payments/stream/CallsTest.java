package dev.drawdown.payments.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    private GatewayAnswer<ChargeStanding> review = new GatewayAnswer.Refused<>("not asked");
    private final Calls calls = new Calls(new Gateway(), chargeId -> review, 2, this::hear, LIMIT);

    private void hear(Note note) {
        if (note.requestId().startsWith("deaf/") && !note.requestId().endsWith("3")) {
            throw new IllegalStateException("as the test wants it");
        }
        notes.add(note);
    }

    /** Ends a call only when it may. */
    private final class Gateway implements PaymentGateway {
        @Override
        public PaymentResult collect(ChargeRequest request) {
            begun.add(request.requestId());
            mayEnd.acquireUninterruptibly();
            if (request.requestId().startsWith("bug/")) {
                throw new IllegalStateException("as the test wants it");
            }
            return new Succeeded("pi_" + request.requestId(), "ch", request.amountMicros(), null);
        }

        @Override
        public PaymentResult look(ChargeRequest request) {
            return new Processing("pi", null);
        }

        @Override
        public PaymentResult abandon(ChargeRequest request) {
            throw new AssertionError("Expected nothing to be abandoned");
        }

        @Override
        public PaymentResult refund(RefundRequest request) {
            return new Unknown("re", "refunded");
        }

        @Override
        public PaymentResult look(RefundRequest request) {
            return new Unknown("re", "looked");
        }
    }

    @AfterEach
    void close() {
        mayEnd.release(100);
        calls.close();
    }

    @Test
    void shouldGoOnWithAWalletAfterAnAnswerThatCouldNotBeHeard() throws Exception {
        calls.collect(charge("deaf/TOP_UP/1"));
        calls.collect(charge("deaf/TOP_UP/2"));
        mayEnd.release(2);
        assertThat(nextBegun()).isEqualTo("deaf/TOP_UP/1");
        assertThat(nextBegun()).isEqualTo("deaf/TOP_UP/2");

        calls.look(charge("deaf/TOP_UP/3"));
        assertThat(nextNote().requestId()).isEqualTo("deaf/TOP_UP/3");
    }

    private static ChargeRequest charge(String requestId) {
        return new ChargeRequest(
                requestId, 1, "cus", "pm", 1, "USD", "", Map.of(), new Collect.Direct(), null, null, NOW, NOW);
    }

    private static RefundRequest refund() {
        return new RefundRequest("w/REFUND/1", 1, "ch", 1, "USD", Map.of(), NOW);
    }

    private String nextBegun() throws InterruptedException {
        return required(begun.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private Note nextNote() throws InterruptedException {
        return required(notes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("Expected something within " + LIMIT);
        }
        return value;
    }

    @Test
    void shouldMakeSomeCallsAtOnceAndThoseOfAWalletInTurn() throws Exception {
        calls.collect(charge("a/TOP_UP/1"));
        calls.collect(charge("a/TOP_UP/2"));
        calls.collect(charge("b/TOP_UP/1"));
        calls.collect(charge("c/TOP_UP/1"));

        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("a/TOP_UP/1", "b/TOP_UP/1");
        assertThat(begun).isEmpty();
        assertThat(calls.pending()).isEqualTo(4);
        mayEnd.release(4);
        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("a/TOP_UP/2", "c/TOP_UP/1");
        List<Note> all = List.of(nextNote(), nextNote(), nextNote(), nextNote());
        assertThat(all)
                .contains(new Note("a/TOP_UP/2", new Answered(1, new Succeeded("pi_a/TOP_UP/2", "ch", 1, null))));
        assertThat(all.stream().map(Note::requestId).filter(id -> id.startsWith("a/")))
                .containsExactly("a/TOP_UP/1", "a/TOP_UP/2");
    }

    @Test
    void shouldNotMakeACallThatIsUnderWay() throws Exception {
        calls.collect(charge("a/TOP_UP/1"));
        assertThat(nextBegun()).isEqualTo("a/TOP_UP/1");
        calls.collect(charge("a/TOP_UP/1"));
        calls.look(charge("a/TOP_UP/1"));
        calls.collect(charge("a/TOP_UP/2"));
        mayEnd.release(2);

        assertThat(nextNote().requestId()).isEqualTo("a/TOP_UP/1");
        assertThat(nextNote().requestId()).isEqualTo("a/TOP_UP/2");
        calls.look(charge("a/TOP_UP/1"));
        assertThat(nextNote()).isEqualTo(new Note("a/TOP_UP/1", new Answered(1, new Processing("pi", null))));
    }

    @Test
    void shouldGoOnAfterACallThatFailsInAWayNobodyHasThoughtOf() throws Exception {
        calls.collect(charge("bug/TOP_UP/1"));
        calls.collect(charge("bug/TOP_UP/2"));
        mayEnd.release(2);
        assertThat(nextBegun()).isEqualTo("bug/TOP_UP/1");
        assertThat(nextBegun()).isEqualTo("bug/TOP_UP/2");

        calls.look(charge("a/TOP_UP/1"));
        assertThat(nextNote().requestId()).isEqualTo("a/TOP_UP/1");
    }

    @Test
    void shouldGiveBackAndReview() throws Exception {
        calls.collect(refund());
        assertThat(nextNote().event()).isEqualTo(new Answered(1, new Unknown("re", "refunded")));
        calls.look(refund());
        assertThat(nextNote().event()).isEqualTo(new Answered(1, new Unknown("re", "looked")));

        ChargeStanding standing = new ChargeStanding("ch", "a/TOP_UP/1", "USD", 1, 1, ChargeStanding.Dispute.NONE, 0);
        review = new GatewayAnswer.Done<>(standing);
        calls.review("a/TOP_UP/1", 1, "ch");
        assertThat(nextNote()).isEqualTo(new Note("a/TOP_UP/1", new Reviewed(standing)));
        review = new GatewayAnswer.Unavailable<>(Duration.ofSeconds(3), "busy");
        calls.review("a/TOP_UP/1", 1, "ch");
        assertThat(nextNote().event()).isEqualTo(new Answered(1, new Unavailable(Duration.ofSeconds(3), "busy")));
        review = new GatewayAnswer.Refused<>("resource_missing");
        calls.review("a/TOP_UP/1", 1, "ch");
        assertThat(nextNote().event())
                .isEqualTo(new Answered(1, new Declined(null, null, DeclineKind.HARD, "resource_missing")));
    }

    @Test
    void shouldAnswerWhatIsUnderWayAndBeginNothingMoreWhenItStops() throws Exception {
        calls.collect(charge("a/TOP_UP/1"));
        calls.collect(charge("a/TOP_UP/2"));
        assertThat(nextBegun()).isEqualTo("a/TOP_UP/1");
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = Thread.startVirtualThread(() -> {
            calls.close();
            closed.countDown();
        });
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.release(2);

        assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(nextNote().requestId()).isEqualTo("a/TOP_UP/1");
        assertThat(notes).isEmpty();
        calls.collect(charge("b/TOP_UP/1"));
        assertThat(begun).isEmpty();
    }
}
