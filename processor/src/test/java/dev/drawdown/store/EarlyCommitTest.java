package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class EarlyCommitTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ThreadTransaction transaction = new ThreadTransaction(nanos::get);
    private boolean isInTime = true;
    private int asked;
    private final EarlyCommit early = new EarlyCommit(
            context,
            INTERVAL,
            () -> {
                asked++;
                return isInTime;
            },
            transaction);

    @Test
    void shouldLookByTheWallClock() {
        assertThat(timer().getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
        assertThat(timer().getInterval()).isEqualTo(INTERVAL);
    }

    @Test
    void shouldNotEvenAskWhereNothingHasBeenProcessed() {
        look();

        assertThat(context.committed()).isFalse();
        assertThat(asked).isZero();
    }

    @Test
    void shouldCommitOnceWhatHasBeenProcessed() {
        early.processed();
        look();
        assertThat(context.committed()).isTrue();

        context.resetCommit();
        look();
        assertThat(context.committed()).isFalse();
    }

    @Test
    void shouldKeepWaitingUntilItIsInTime() {
        isInTime = false;
        early.processed();
        look();
        assertThat(context.committed()).isFalse();

        isInTime = true;
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldNotCommitWhatTheThreadHasCommittedForAnotherTask() {
        early.processed();
        commitFor(0);
        look();
        assertThat(context.committed()).isFalse();

        early.processed();
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void shouldLeaveTheThreadToItsWorkForAsLongAsTheLastCommitTook() {
        commitFor(30);
        early.processed();
        look();
        assertThat(context.committed()).isFalse();

        nanos.addAndGet(30);
        look();
        assertThat(context.committed()).isTrue();
    }

    private void commitFor(long duration) {
        transaction.commitBegins();
        nanos.addAndGet(duration);
        transaction.committed();
    }

    private CapturedPunctuator timer() {
        return context.scheduledPunctuators().getFirst();
    }

    private void look() {
        timer().getPunctuator().punctuate(0);
    }
}
