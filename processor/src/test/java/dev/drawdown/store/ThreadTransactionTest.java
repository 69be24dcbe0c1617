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
        transaction.writeChangelogs(new MockProducer<>());
        pass(30);
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
    }

    private void pass(long millis) {
        nanos.addAndGet(millis * MILLI);
    }
}
