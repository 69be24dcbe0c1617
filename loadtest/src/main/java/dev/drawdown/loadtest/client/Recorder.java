package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.audit.Auditor;
import dev.drawdown.loadtest.audit.Spool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** Copies all that an audit reads from the broker to a spool, on two threads, each time from where it was left. */
public final class Recorder {
    private static final int THREADS = 2;

    private final Connection connection;
    private final Spool spool;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** Is told how many records are there, and about how many there will be. */
    @FunctionalInterface
    public interface Progress {
        void at(long copied, long total);
    }

    public Recorder(Connection connection, Spool spool) {
        this.connection = connection;
        this.spool = spool;
    }

    /**
     * Copies up to where the topics end now.
     *
     * @param progress is told now and then how far it has come, from any thread
     */
    public void record(Progress progress) {
        AtomicLong count = new AtomicLong();
        AtomicLong total = new AtomicLong();
        List<Future<Map<TopicPartition, Long>>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int remainder = i;
                parts.add(threads.submit(() -> copy(remainder, count, total, progress)));
            }
            for (Future<Map<TopicPartition, Long>> part : parts) {
                positions.putAll(part.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The topics could not be read", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the topics", interrupted);
        }
    }

    /** By partition number, so that a wallet's records of all topics pass through one thread. */
    private Map<TopicPartition, Long> copy(int remainder, AtomicLong count, AtomicLong total, Progress progress) {
        try (TopicReader reader = new TopicReader(
                        connection, Auditor.TOPICS, partition -> partition.partition() % THREADS == remainder);
                Spool.Writer writer = spool.new Writer()) {
            reader.seek(positions);
            Map<TopicPartition, Long> ends = reader.ends();
            total.addAndGet(reader.distance(ends));
            while (!reader.reached(ends)) {
                int read = reader.poll(writer::add);
                progress.at(count.addAndGet(read), total.get());
            }
            return reader.positions();
        }
    }
}
