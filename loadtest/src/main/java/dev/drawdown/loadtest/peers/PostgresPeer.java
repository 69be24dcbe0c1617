package dev.drawdown.loadtest.peers;

import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The same debit in a row-locking database: eight clients call one prepared stored procedure per event, each call a
 * transaction of its own.
 *
 * <p>Kafka gives each event at least once, and the ledger's key lets it count once. Where to go on stands in the database,
 * behind the calls that it covers. All wallets of the events that lie there at the start are made beforehand, so that no
 * opening is measured.
 */
final class PostgresPeer implements Peer {
    private static final int CLIENTS = 8;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long CHECKPOINT_NANOS = Duration.ofSeconds(1).toNanos();

    private final PostgresServer server;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<PostgresClient> clients = new ArrayList<>();
    private final long appliedBefore;
    private final LongAdder applied = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopping;

    private PostgresPeer(PeerSettings settings, PostgresServer server, Events events, long appliedBefore)
            throws SQLException {
        this.server = server;
        this.consumer = events.consumer();
        this.appliedBefore = appliedBefore;
        SchemaRegistry registry = HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, settings.registry()));
        for (int i = 0; i < settings.threadsOr(CLIENTS); i++) {
            clients.add(
                    new PostgresClient(new PostgresBooks(PostgresTuning.connect(server)), registry, applied, failure));
        }
        thread = Thread.ofPlatform().name("postgres-reader").daemon().start(this::run);
    }

    /** Starts the server, opens the wallets and begins. */
    static PostgresPeer open(PeerSettings settings) throws InterruptedException {
        PostgresServer server = PostgresTuning.open(settings.data());
        try (Inputs inputs = new Inputs(settings.bootstrap());
                Connection connection = PostgresTuning.connect(server)) {
            boolean isNew = PostgresBooks.create(connection);
            PostgresBooks books = new PostgresBooks(connection);
            Map<TopicPartition, Long> starts = inputs.starts();
            Map<TopicPartition, Long> from = new HashMap<>(starts);
            // What has been deleted since cannot be gone on with.
            books.progress().forEach((each, next) -> from.merge(each, next, Math::max));
            Events events = new Events(settings.bootstrap(), from);
            books.openAll(events.walletsUpTo(inputs.ends()));
            if (isNew) {
                books.settle();
            }
            events.rewind();
            long before = sum(from) - sum(starts);
            return new PostgresPeer(settings, server, events, before);
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw new IllegalStateException("Expected the database to be ready, but it failed", failed);
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private void run() {
        try (consumer) {
            long notedNanos = System.nanoTime();
            while (!stopping && failure.get() == null) {
                handOut();
                if (System.nanoTime() - notedNanos > CHECKPOINT_NANOS) {
                    notedNanos = System.nanoTime();
                    giveAll(checkpoint());
                }
            }
            giveAll(checkpoint());
            giveAll(new PostgresClient.Work.End());
        } catch (RuntimeException | InterruptedException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    private void handOut() throws InterruptedException {
        List<List<ConsumerRecord<byte[], byte[]>>> shares = new ArrayList<>();
        clients.forEach(client -> shares.add(new ArrayList<>()));
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            int share = Math.floorMod(Arrays.hashCode(record.key()), shares.size());
            shares.get(share).add(record);
        }
        for (int i = 0; i < shares.size(); i++) {
            if (!shares.get(i).isEmpty()) {
                clients.get(i).give(new PostgresClient.Work.Events(shares.get(i)));
            }
        }
    }

    private PostgresClient.Work checkpoint() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.assignment().forEach(each -> offsets.put(each, consumer.position(each)));
        return new PostgresClient.Work.Checkpoint(offsets, new AtomicInteger(clients.size()));
    }

    private void giveAll(PostgresClient.Work work) throws InterruptedException {
        for (PostgresClient client : clients) {
            client.give(work);
        }
    }

    @Override
    public long applied() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Expected the database to go on, but it failed", failed);
        }
        return appliedBefore + applied.sum();
    }

    @Override
    public void close() {
        stopping = true;
        try (server) {
            thread.join();
            for (PostgresClient client : clients) {
                client.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
