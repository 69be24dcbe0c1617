package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.Drawdown;
import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.ChildJvm;
import dev.drawdown.connectors.testing.SecuredCluster;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.connectors.warehouse.ConfiguredWorkerChild;
import dev.drawdown.connectors.warehouse.Records;
import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.schemas.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the two images run, on a cluster that asks who one is, by nothing but the variables of {@code .env.example}. */
class SecuredClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Compose compose = new Compose();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    @Timeout(400)
    void shouldCarryAnEntryFromASecuredClusterIntoTheWarehouse() throws Exception {
        TestDatabase database = TestDatabase.create("secured");
        try (SecuredCluster cluster = SecuredCluster.open(directory)) {
            Map<String, String> given = new HashMap<>(cluster.variables());
            given.putAll(ofTheWarehouse(database));
            given.put("DRAWDOWN_ROLES", "engine");
            given.put("DRAWDOWN_TOPICS_PARTITIONS", "1");
            given.put("DRAWDOWN_APPLICATION_ID", "secured");

            assertThat(drawdown("topics", given, "topics", "create").ended())
                    .as(said("topics"))
                    .isZero();
            try (ChildJvm processor = drawdown("processor", given, "run");
                    ChildJvm worker = worker(given);
                    Wire wire = cluster.wire()) {
                Await.until("a worker", LIMIT, () -> worker.said(ConfiguredWorkerChild.READY));
                wire.send(Topics.unprefixed().walletCommands, "first", Records.opening("first"));
                Await.until(
                        "the ledger's row",
                        LIMIT,
                        () -> database.rows("SELECT reason, amount FROM drawdown.ledger_entries")
                                .equals(List.of("TOP_UP 100.000000")));
                Await.until(
                        "the command's",
                        LIMIT,
                        () -> database.cell("SELECT count(*) FROM drawdown.wallet_commands")
                                .equals("1"));
                processor.stop();
            }
        }
        assertThat(said("topics", "processor", "worker") + Files.readString(settings()))
                .contains("secured")
                .doesNotContain(
                        SecuredCluster.PASSWORD,
                        SecuredCluster.REGISTRY_PASSWORD,
                        SecuredCluster.STORE_PASSWORD,
                        database.password());
    }

    private static Map<String, String> ofTheWarehouse(TestDatabase database) {
        URI address = URI.create(database.url().substring("jdbc:".length()));
        return Map.of(
                "WAREHOUSE_HOST",
                address.getAuthority(),
                "WAREHOUSE_DB",
                address.getPath().substring(1),
                "WAREHOUSE_USER",
                PostgresServer.USER,
                "WAREHOUSE_PASSWORD",
                database.password());
    }

    /** As the image does it; its state and its port are in the container. */
    private ChildJvm drawdown(String service, Map<String, String> given, String... arguments) {
        Map<String, String> environment = new HashMap<>(compose.environment(service, given));
        environment.put("DRAWDOWN_STATE_DIR", directory.resolve("state").toString());
        environment.put("DRAWDOWN_HTTP_PORT", "0");
        return ChildJvm.start(Drawdown.class, log(service), environment, arguments);
    }

    private ChildJvm worker(Map<String, String> given) throws Exception {
        Map<String, String> environment = compose.environment("connect", given);
        var _ = ConnectScript.settings(environment, settings());
        return ConfiguredWorkerChild.start(environment, settings(), log("worker"));
    }

    private Path settings() {
        return directory.resolve("connect.properties");
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private String said(String... names) throws Exception {
        StringBuilder said = new StringBuilder();
        for (String name : names) {
            said.append(Files.readString(log(name)));
        }
        return said.toString();
    }
}
