package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many ledger entries a second get from a topic that is full into PostgreSQL, by the number of the sink's tasks; broker, worker
 * and database on one machine. Run only when asked for: {@code mvn test -pl connectors -am -Dtest=SinkRateBenchmark}.
 */
class SinkRateBenchmark {
    private static final int WALLETS = 1_000;
    private static final int ENTRIES = 300_000;
    private static final int PARTITIONS = 4;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Topics TOPICS = Topics.unprefixed();

    /** Written last, and enough of them that each partition ends with some. */
    private static final List<String> LAST =
            IntStream.range(0, 64).mapToObj(number -> "last-" + number).toList();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCarryALedgerThatIsThere(int tasks) throws Exception {
        TestDatabase database = TestDatabase.create("rate_" + tasks);
        try (Embedded cluster = Embedded.openTemporary();
                Wire wire = new Wire(cluster.bootstrap(), cluster.registryUrl())) {
            wire.createTopics(TOPICS, PARTITIONS);
            fill(wire);
            Warehouse.Source source = new Warehouse.Source(cluster.bootstrap(), cluster.registryUrl(), "");
            Map<String, String> environment =
                    new HashMap<>(Warehouse.environment(database.url(), database.password(), source));
            environment.put("WAREHOUSE_TASKS", Integer.toString(tasks));
            try (ConnectWorker worker = ConnectWorker.start(cluster.bootstrap(), directory)) {
                worker.deploy(Sinks.read("ledger.json", environment));
                Await.until("the first row", LIMIT, () -> count(database, "LIMIT 1") == 1);
                long beginNanos = System.nanoTime();
                String ends = "WHERE seq = 1 AND wallet_id IN ('" + String.join("', '", LAST) + "')";
                Await.until("the last rows", LIMIT, () -> count(database, ends) == LAST.size());
                long millis = Duration.ofNanos(System.nanoTime() - beginNanos).toMillis();
                System.out.printf(
                        "%d tasks: %,d entries in %,d ms, %,d a second%n",
                        tasks, ENTRIES, millis, (long) ENTRIES * MILLIS_PER_SECOND / millis);
            }
        }
    }

    private static void fill(Wire wire) {
        for (int number = 0; number < ENTRIES; number++) {
            wire.offer(TOPICS.walletLedger, wallet(number), entry(wallet(number), number / WALLETS + 1L));
        }
        wire.flush();
        LAST.forEach(wallet -> wire.offer(TOPICS.walletLedger, wallet, entry(wallet, 1)));
        wire.flush();
    }

    private static String wallet(int number) {
        return "wallet-" + number % WALLETS;
    }

    private static LedgerEntry entry(String wallet, long seq) {
        LedgerEntry entry = Records.entry(wallet, seq);
        entry.setAmount(new BigDecimal("0.012500"));
        entry.setTrancheId("t-1");
        entry.setPool("PURCHASED");
        entry.setAppId("app");
        entry.setCategory("sms");
        entry.setQuantity(new BigDecimal("1.000000000000000000"));
        return entry;
    }

    private static int count(TestDatabase database, String where) throws Exception {
        return Integer.parseInt(
                database.cell("SELECT count(*) FROM (SELECT 1 FROM drawdown.ledger_entries " + where + ") AS found"));
    }
}
