package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.audit.Recorded;
import dev.drawdown.loadtest.workload.Move;
import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.WalletCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Carries out the moves of a workload, and waits where it must. */
public final class Driver implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Encoder encoder;
    private final TopicReader outputs;
    private final Map<String, Integer> entriesOf = new HashMap<>();
    private final Duration patience;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private long commands;
    private long answered;

    /**
     * Connects to a running program.
     *
     * @param patience how long an answer may take
     */
    public Driver(Connection connection, Registry registry, Duration patience) {
        Map<String, Object> settings = connection.kafka();
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        encoder = new Encoder(registry);
        outputs = new TopicReader(connection, List.of("wallet.outcomes", "wallet.ledger"));
        this.patience = patience;
    }

    public void run(List<Move> moves) {
        for (Move move : moves) {
            switch (move) {
                case Move.Send send -> send(send);
                case Move.Await(String walletId, int entries) -> await(walletId, entries);
            }
        }
        producer.flush();
        rethrow();
    }

    private void send(Move.Send send) {
        byte[] key = send.key() == null ? null : send.key().getBytes(StandardCharsets.UTF_8);
        Payload payload = send.payload();
        if (payload instanceof Payload.Proper(var record)
                && (record instanceof WalletCommand || record instanceof OwnerCommand)) {
            commands++;
        }
        var _ = producer.send(new ProducerRecord<>(send.topic(), key, encoder.encode(payload)), (metadata, failed) -> {
            if (failed == null) {
                sent.incrementAndGet();
            } else {
                failure.set(failed);
            }
        });
    }

    /** Every command is answered once, whatever the answer. */
    private void await(@Nullable String walletId, int entries) {
        producer.flush();
        rethrow();
        Instant deadline = Instant.now().plus(patience);
        while (answered < commands || (walletId != null && entriesOf.getOrDefault(walletId, 0) < entries)) {
            outputs.poll(this::note);
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Expected " + commands + " answers and " + entries + " entries of "
                        + walletId + " within " + patience + ", but there are " + answered + " and " + entriesOf);
            }
        }
    }

    private void note(Recorded output) {
        if (output.source().topic().equals("wallet.outcomes")) {
            answered++;
        } else {
            entriesOf.merge(String.valueOf(output.keyText()), 1, Integer::sum);
        }
    }

    /** Waits, on another thread than the one that sends, until so many records have reached the broker. */
    public void awaitSent(long records, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (sent.get() < records) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "Expected " + records + " records to be sent within " + limit + ", but it is " + sent);
            }
        }
    }

    private void rethrow() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("A record could not be sent", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
        outputs.close();
    }
}
