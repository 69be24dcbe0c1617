package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.serde.SchemaRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One of the clients of the database: a thread with a connection and the wallets that fall to it, so that a wallet's events
 * are called in their order, and no client waits for another's lock.
 */
final class PostgresClient {
    /** A few polls' worth, so that it does not wait for the consumer, and a stop does not wait long for it. */
    private static final int MAX_QUEUED = 4;

    private static final long LOOK_MILLIS = 100;

    private final PostgresBooks books;
    private final DebitReader reader;
    private final LongAdder applied;
    private final AtomicReference<@Nullable Exception> failure;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Thread thread;

    /** What a client is given. */
    sealed interface Work {
        /** Events of its wallets, in order. */
        record Events(List<ConsumerRecord<byte[], byte[]>> records) implements Work {}

        /** All clients get it at the same point; the last to reach it notes the offsets up to there. */
        record Checkpoint(Map<TopicPartition, Long> offsets, AtomicInteger clientsLeft) implements Work {}

        /** The last that comes. */
        record End() implements Work {}
    }

    PostgresClient(
            PostgresBooks books,
            SchemaRegistry registry,
            LongAdder applied,
            AtomicReference<@Nullable Exception> failure) {
        this.books = books;
        this.reader = new DebitReader(registry);
        this.applied = applied;
        this.failure = failure;
        thread = Thread.ofPlatform().name("postgres-client").daemon().start(this::run);
    }

    /** Waits for room, as long as nothing has failed. */
    void give(Work work) throws InterruptedException {
        boolean taken = false;
        while (!taken && failure.get() == null) {
            taken = queue.offer(work, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        try (books) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = handle(queue.take());
            }
        } catch (SQLException | RuntimeException | InterruptedException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    private boolean handle(Work work) throws SQLException {
        return switch (work) {
            case Work.Events(var records) -> {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    debit(record);
                }
                yield true;
            }
            case Work.Checkpoint(var offsets, AtomicInteger clientsLeft) -> {
                if (clientsLeft.decrementAndGet() == 0) {
                    books.progressed(offsets);
                }
                yield true;
            }
            case Work.End() -> false;
        };
    }

    private void debit(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        Debit debit = reader.read(record.topic(), record.value());
        if (debit != null && record.key() != null) {
            books.debit(debit, record);
        }
        applied.increment();
    }

    void join() throws InterruptedException {
        thread.join();
    }
}
