package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class ThreadTransactionTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10 * MILLI);
    private final ThreadTransaction transaction = new ThreadTransaction(nanos::get);

    @Test
    void shouldBeRestedBeforeTheFirstCommit() {
        assertThat(transaction.isRested()).isTrue();
    }

    @Test
    void shouldRestAsLongAsTheLastCommitTook() {
        transaction.commitBegins();
        pass(10);
        transaction.writeChangelogs(new MockProducer<>());
        pass(20);
        transaction.committed();

        pass(29);
        assertThat(transaction.isRested()).isFalse();
        pass(1);
        assertThat(transaction.isRested()).isTrue();
    }

    @Test
    void shouldNotRestAfterWhatWasNotCommitted() {
        transaction.writeChangelogs(new MockProducer<>());
        pass(30);
        transaction.aborted();

        assertThat(transaction.isRested()).isTrue();
        assertThat(transaction.commits()).isZero();
    }

    private void pass(long millis) {
        nanos.addAndGet(millis * MILLI);
    }
}
