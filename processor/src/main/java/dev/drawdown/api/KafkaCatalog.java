package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.serde.JsonEncoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's topic, to which the instances write one at a time.
 *
 * <p>All of them write under one transactional id. Whoever begins to write shuts the one out that wrote before, and only then
 * reads the catalog up to its end: so either it sees what the other has put, or the other fails to put it and makes its change
 * again. Nobody needs to be chosen for it, and a version is given once. A change is answered when readers see it.
 */
public final class KafkaCatalog implements CatalogPort, AutoCloseable {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final CatalogReader reader;
    private final String topic;
    private final JsonEncoder encoder;
    private final Duration window;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Begins to read when it is first asked.
     *
     * @param producers makes one under the id that all instances share, without transactions yet
     * @param window for how long a change is known again
     * @param patience how long a caller waits for the broker, or for another caller
     */
    public KafkaCatalog(
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<byte[], byte[]> consumer,
            Topic<CatalogEntry> topic,
            SchemaRegistry registry,
            Duration window,
            Duration patience) {
        this.producers = producers;
        this.topic = topic.name();
        this.window = window;
        this.patience = patience;
        encoder = new JsonEncoder(topic, registry);
        reader = new CatalogReader(consumer, topic.name(), registry, patience);
    }

    @Override
    public @Nullable List<Price> prices(String meter) {
        if (!isMyTurn()) {
            return null;
        }
        try {
            if (!reader.catchUp()) {
                return null;
            }
            List<Price> prices = new ArrayList<>();
            for (CatalogEntry entry : reader.entries("price/" + meter)) {
                if (entry.getBody() instanceof Price price) {
                    prices.add(price);
                }
            }
            return prices;
        } catch (KafkaException | CatalogReader.RegistryAwayException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Reply put(PriceChange change) {
        if (!isMyTurn()) {
            return new Reply.Unknown("others are being put");
        }
        try {
            long deadlineNanos = System.nanoTime() + patience.toNanos();
            Reply reply = tryToPut(change);
            while (reply == null && System.nanoTime() - deadlineNanos < 0) {
                reply = tryToPut(change);
            }
            return reply == null ? new Reply.Unknown("other instances put prices all the time") : reply;
        } catch (CatalogReader.RegistryAwayException e) {
            return new Reply.Unknown("the schema registry does not answer");
        } catch (KafkaException e) {
            forgetProducer();
            return new Reply.Unknown(
                    "the broker did not take it (" + e.getClass().getSimpleName() + ")");
        } finally {
            lock.unlock();
        }
    }

    /** Returns null where another instance has begun to write meanwhile. */
    private @Nullable Reply tryToPut(PriceChange change) {
        try {
            Producer<byte[], byte[]> mine = producer == null ? begun() : producer;
            if (!reader.catchUp()) {
                return new Reply.Unknown("the catalog could not be read in time");
            }
            PriceChange.Verdict verdict = change.after(reader.entry(change.key()), window);
            if (verdict instanceof PriceChange.Verdict.Taken(ObjectNode entry, ObjectNode _)) {
                RecordMetadata there = write(mine, change, encoder.encode(entry, change.at()));
                if (!reader.reach(there.partition(), there.offset())) {
                    // The next one must not take what is there for all: who begins anew waits until it is.
                    forgetProducer();
                    return new Reply.Unknown("it cannot be read yet");
                }
            }
            return new Reply.Decided(verdict);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            forgetProducer();
            return null;
        }
    }

    private RecordMetadata write(Producer<byte[], byte[]> mine, PriceChange change, byte[] entry) {
        mine.beginTransaction();
        Future<RecordMetadata> sent =
                mine.send(new ProducerRecord<>(topic, change.key().getBytes(StandardCharsets.UTF_8), entry));
        mine.commitTransaction();
        return sent.resultNow();
    }

    private Producer<byte[], byte[]> begun() {
        Producer<byte[], byte[]> begun = producers.get();
        producer = begun;
        begun.initTransactions();
        return begun;
    }

    /** What it had begun is undone by whoever begins next. */
    private void forgetProducer() {
        Producer<byte[], byte[]> old = producer;
        producer = null;
        if (old != null) {
            old.close(Duration.ZERO);
        }
    }

    private boolean isMyTurn() {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            forgetProducer();
            reader.close();
        } finally {
            lock.unlock();
        }
    }
}
