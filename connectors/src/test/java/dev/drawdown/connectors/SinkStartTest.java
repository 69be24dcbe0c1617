package dev.drawdown.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.warehouse.Sinks;
import dev.drawdown.connectors.warehouse.Warehouse;
import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.ServerTuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink starts whether or not its database is there, but not with a password that the database refuses. */
class SinkStartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private final Worker worker = new Worker();

    @Test
    void shouldBeginWhenTheDatabaseComesThoughItWasAwayAtTheStart() throws Exception {
        PostgresServer server = PostgresServer.open(home, 0, ServerTuning.WAREHOUSE);
        TestDatabase database = TestDatabase.create(server, "away");
        server.close();
        PatientJdbcSinkTask task = task();

        task.start(settings(database.url(), database.password()));
        task.open(List.of(new TopicPartition("wallet.ledger", 0)));

        assertThatThrownBy(() -> task.put(List.of())).isInstanceOf(RetriableException.class);
        assertThat(worker.waits).isEqualTo(1);
        try (PostgresServer _ = PostgresServer.open(home, server.port(), ServerTuning.WAREHOUSE)) {
            task.put(List.of());
            assertThat(worker.waits).isEqualTo(1);
            task.stop();
        }
    }

    @Test
    void shouldFailAtTheStartWhenThePasswordIsWrong() throws Exception {
        TestDatabase database = TestDatabase.create("refused");
        PatientJdbcSinkTask task = task();

        assertThatThrownBy(() -> task.start(settings(database.url(), "wrong")))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("password authentication failed");
    }

    private PatientJdbcSinkTask task() {
        PatientJdbcSinkTask task = new PatientJdbcSinkTask();
        task.initialize(worker);
        return task;
    }

    private static Map<String, String> settings(String url, String password) {
        Warehouse.Source source = new Warehouse.Source("", "http://registry:8081", "");
        return Sinks.read("ledger.json", Warehouse.environment(url, password, source));
    }

    /** Connect's side of a task, which counts how often the task asked to be called later. */
    private static final class Worker implements SinkTaskContext {
        private int waits;

        @Override
        public void timeout(long timeoutMillis) {
            waits++;
        }

        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {}

        @Override
        public void offset(TopicPartition partition, long offset) {}

        @Override
        public Set<TopicPartition> assignment() {
            return Set.of();
        }

        @Override
        public void pause(TopicPartition... partitions) {}

        @Override
        public void resume(TopicPartition... partitions) {}

        @Override
        public void requestCommit() {}

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("Expected no metrics of its own");
        }
    }
}
