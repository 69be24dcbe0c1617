package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.ChildJvm;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.launch.Service;
import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.ServerTuning;
import dev.drawdown.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real engine writes 200,000 entries and more while the worker that carries them into a real database is killed again and
 * again, and the database goes away. Afterwards the warehouse is the topics, row for row.
 */
class WarehouseKillTest {
    private static final int EVENTS = 200_000;
    private static final int PARTITIONS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private int workers;

    @Test
    @Timeout(1800)
    void shouldHoldWhatTheTopicsHoldWhateverWasKilled() throws Exception {
        Topics topics = Topics.unprefixed();
        try (Embedded cluster = Embedded.openTemporary();
                Wire wire = new Wire(cluster.bootstrap(), cluster.registryUrl())) {
            wire.createTopics(topics, PARTITIONS);
            PostgresServer server = PostgresServer.open(home, 0, ServerTuning.WAREHOUSE);
            try (Service engine = Service.start(ConfigReader.read(null, Map.of(), settings(cluster)))) {
                TestDatabase database = TestDatabase.create(server, "killed");
                Warehouse.Source source = new Warehouse.Source(cluster.bootstrap(), cluster.registryUrl(), "");
                assertThat(engine.awaitProcessing(LIMIT)).isTrue();
                Workload workload = new Workload(topics, wire, EVENTS);
                workload.open(LIMIT);
                int inputs = workload.send();

                killWorkers(database, source, EVENTS / 10, EVENTS / 4);
                server = takeTheDatabaseAway(server, database, source);
                server.close();
                ChildJvm last = worker(database, source);
                Await.until("starts in vain", LIMIT, () -> last.said("asked again with the first records"));
                server = PostgresServer.open(home, server.port(), ServerTuning.WAREHOUSE);
                Comparison comparison = new Comparison(topics, wire, database);
                comparison.awaitAll(inputs, LIMIT);
                assertThat(last.said("Task is being killed"))
                        .as("a task that gave up")
                        .isFalse();
                last.close();

                comparison.entriesShouldBeTheTopics(EVENTS);
                comparison.balancesShouldBeTheTopics();
                comparison.alertsShouldBeTheTopics(LIMIT);
                comparison.paymentsShouldBeTheTopics(LIMIT);
                comparison.sumsShouldBeTheEngines();
            } finally {
                server.close();
            }
        }
    }

    /** Kills a worker each time that so many rows are there. */
    private void killWorkers(TestDatabase database, Warehouse.Source source, int... atRows) throws Exception {
        for (int rows : atRows) {
            ChildJvm worker = worker(database, source);
            awaitRows(database, rows);
            worker.kill();
        }
    }

    /** Stops the database under a worker, and starts it when the worker has tried again in vain; then kills the worker. */
    private PostgresServer takeTheDatabaseAway(PostgresServer server, TestDatabase database, Warehouse.Source source)
            throws Exception {
        ChildJvm worker = worker(database, source);
        awaitRows(database, EVENTS / 3);
        server.close();
        Await.until("tries in vain", LIMIT, () -> worker.said("The database does not answer"));
        PostgresServer again = PostgresServer.open(home, server.port(), ServerTuning.WAREHOUSE);
        awaitRows(database, EVENTS / 2);
        assertThat(worker.said("The database answers again")).isTrue();
        assertThat(worker.said("Task is being killed"))
                .as("a task that gave up")
                .isFalse();
        worker.kill();
        return again;
    }

    private ChildJvm worker(TestDatabase database, Warehouse.Source source) throws Exception {
        ChildJvm worker = WorkerChild.start(source, database.url(), database.password(), directory, ++workers);
        Await.until("a worker", LIMIT, () -> worker.said(WorkerChild.READY));
        return worker;
    }

    private static void awaitRows(TestDatabase database, int rows) throws Exception {
        Await.until(
                rows + " rows",
                LIMIT,
                () -> Integer.parseInt(database.cell("SELECT count(*) FROM drawdown.ledger_entries")) >= rows);
    }

    private Map<String, String> settings(Embedded cluster) {
        Map<String, String> settings = new HashMap<>();
        settings.put("drawdown.state.dir", directory.resolve("state").toString());
        settings.put("drawdown.http.bind", "127.0.0.1");
        settings.put("drawdown.http.port", "0");
        settings.put("drawdown.registry.url", cluster.registryUrl());
        settings.put("kafka.bootstrap.servers", cluster.bootstrap());
        return settings;
    }
}
