package dev.drawdown.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that stands by: what is written elsewhere reaches it as what is to be restored, and nothing else does. */
class ShelfStoreTest {
    private static final Topics TOPICS = Topics.unprefixed();
    private static final Duration RETENTION = Duration.ofDays(400);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroEncoder<LedgerEntry> encoder =
            AvroEncoder.forTopic(TOPICS.walletLedger, registry, Registration.REGISTER);
    private Instant now = Ledgers.START;

    @Test
    void shouldForgetInACopyTooWhatHasLeftTheRetention() {
        List<LedgerEntry> entries = new Ledgers(3, 5, 300).entries.subList(0, 300);
        Instant middle = entries.get(150).getRecordedAt();
        Shelves shelves = new Shelves(registry, RETENTION, () -> now.toEpochMilli());
        ShelfStore store = new ShelfStore.Builder(Feed.LEDGER, TOPICS.walletLedger.name(), shelves).build();
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        store.init(context.getStateStoreContext(), store);
        store.restoreBatch(records(entries, 0, 299));
        assertThat(shown(shelves, entries)).isEqualTo(299);

        now = middle.plus(RETENTION);
        store.restoreBatch(records(entries, 299, 300));

        long kept = entries.stream()
                .filter(entry -> !entry.getRecordedAt().isBefore(middle))
                .count();
        assertThat(shown(shelves, entries)).isEqualTo(kept).isLessThan(299);
        store.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(List<LedgerEntry> entries, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<>(
                        TOPICS.walletLedger.name(), 0, offset, new byte[0], encoder.encode(entries.get(offset))))
                .toList();
    }

    private long shown(Shelves shelves, List<LedgerEntry> entries) {
        Shelf shelf = Objects.requireNonNull(shelves.find(0));
        try (Reading reading = Objects.requireNonNull(shelf.read())) {
            return entries.stream()
                    .map(LedgerEntry::getWalletId)
                    .distinct()
                    .mapToLong(wallet -> new WalletReading(wallet, reading, registry)
                            .history(HistoryFilter.ALL, null, 10_000)
                            .entries()
                            .size())
                    .sum();
        }
    }
}
