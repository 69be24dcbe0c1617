package dev.drawdown.views;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** A shelf that is filled, dropped and found again as Kafka Streams would: what comes again begins at the offsets it has. */
final class ShelfRig implements AutoCloseable {
    static final int PARTITION = 0;
    static final Duration RETENTION = Duration.ofDays(400);

    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Topics topics = Topics.unprefixed();
    private final Path folder;
    private final Map<Feed, AvroEncoder<SpecificRecord>> encoders = new EnumMap<>(Feed.class);
    Instant now = Ledgers.START;
    Shelves shelves;
    private Shelf shelf;

    ShelfRig(Path folder) {
        this.folder = folder;
        shelves = open();
        shelf = shelves.take(PARTITION, folder, Map.of());
        shelves.setActive(PARTITION, true);
    }

    private Shelves open() {
        return new Shelves(registry, RETENTION, () -> now.toEpochMilli());
    }

    @SuppressWarnings("unchecked") // A feed's topic has records of that type.
    void put(Feed feed, SpecificRecord record, long offset) {
        AvroEncoder<SpecificRecord> encoder = encoders.computeIfAbsent(feed, each -> (AvroEncoder<SpecificRecord>)
                (AvroEncoder<?>) AvroEncoder.forTopic(typed(each), registry, Registration.REGISTER));
        putBytes(feed, encoder.encode(record), offset);
    }

    private Topic<? extends SpecificRecord> typed(Feed feed) {
        return switch (feed) {
            case LEDGER -> topics.walletLedger;
            case BALANCES -> topics.walletBalances;
            case ALERTS -> topics.walletAlerts;
            case PAYMENT_REQUESTS -> topics.walletPaymentRequests;
            case OUTCOMES -> topics.walletOutcomes;
        };
    }

    void putBytes(Feed feed, byte[] value, long offset) {
        shelves.indexer(PARTITION).put(feed, value, offset);
    }

    void putAll(Feed feed, List<? extends SpecificRecord> records) {
        for (int offset = 0; offset < records.size(); offset++) {
            put(feed, records.get(offset), offset);
        }
        write();
    }

    void write() {
        shelf.write();
    }

    /** What has been written so far counts as committed up to these offsets. */
    void commit(Feed feed, long offset) {
        shelf.putOffset(feed.topic(topics).name(), offset);
        shelf.write();
    }

    long committed(Feed feed) {
        return Objects.requireNonNullElse(shelf.offset(feed.topic(topics).name()), -1L);
    }

    /** The process dies: what was not written is gone. */
    void crash() {
        shelves.giveBack(PARTITION);
        shelves = open();
        shelf = shelves.take(PARTITION, folder, Map.of());
        shelves.setActive(PARTITION, true);
    }

    /** Somebody deletes the folder. */
    void delete() {
        shelves.giveBack(PARTITION);
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shelves = open();
        shelf = shelves.take(PARTITION, folder, Map.of());
        shelves.setActive(PARTITION, true);
    }

    <T> T read(String walletId, Function<WalletReading, T> question) {
        try (Reading reading = Objects.requireNonNull(shelf.read())) {
            return question.apply(new WalletReading(walletId, reading, registry));
        }
    }

    Map<String, ConservationSum> conservation() {
        return Objects.requireNonNull(shelves.conservation().get(PARTITION));
    }

    /** A whole round. */
    void sweep() {
        while (!shelves.sweeper(PARTITION).sweep(3, shelves.horizonMillis())) {
            // The next wallets.
        }
    }

    @Override
    public void close() {
        shelves.giveBack(PARTITION);
    }
}
