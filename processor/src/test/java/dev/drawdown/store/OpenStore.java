package dev.drawdown.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A store in a directory, the producer its changelog goes to, and the commits of this thread. */
final class OpenStore implements AutoCloseable {
    static final TopicPartition CHANGELOG =
            new TopicPartition(FixedStoreContext.APPLICATION + "-wallets-changelog", FixedStoreContext.PARTITION);
    static final byte[] KEY = key("k");
    static final byte[] OTHER = key("other");
    static final int SEGMENT = 1 << 12;

    private final Path directory;
    private final ThreadTransaction transaction = ThreadTransaction.ofThisThread();
    private MockProducer<byte[], byte[]> producer = newProducer();
    private WriteBehindStore store = newStore();

    OpenStore(Path directory) {
        this.directory = directory;
        init();
    }

    WriteBehindStore store() {
        return store;
    }

    ThreadTransaction transaction() {
        return transaction;
    }

    MockProducer<byte[], byte[]> producer() {
        return producer;
    }

    void init() {
        store.init(new FixedStoreContext(directory.toFile()), store);
    }

    /** As after a restart. */
    void reopen() {
        store.close();
        store = newStore();
        init();
    }

    /** The same store on an empty disk, with an empty changelog. */
    void beginAnew() {
        store.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        producer = newProducer();
        init();
    }

    void commit() {
        transaction.writeChangelogs(producer);
        transaction.committed();
    }

    ProducerRecord<byte[], byte[]> sent(byte[] key) {
        return producer.history().stream()
                .filter(record -> Arrays.equals(record.key(), key))
                .findFirst()
                .orElseThrow();
    }

    static byte[] key(String name) {
        return ("\1" + name).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static WriteBehindStore newStore() {
        return new WriteBehindStore("wallets", 2 * SEGMENT, SEGMENT);
    }

    private static MockProducer<byte[], byte[]> newProducer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        transaction.aborted();
        store.close();
    }
}
