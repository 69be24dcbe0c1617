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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the two images run, on a cluster that asks who one is, by nothing but the variables of {@code .env.example}. */
class SecuredClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Pattern SINK_METRIC = Pattern.compile("\\bconnect_sink_[a-z_]+");
    private static final Pattern BATCH_OF_THE_LEDGER =
            Pattern.compile("(?m)^connect_sink_put_max_ms\\{connector=\"warehouse-ledger\"[^}]*} [0-9]");

    private final Compose compose = new Compose();
    private int metricsPort;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    @Timeout(400)
    void shouldCarryAnEntryFromASecuredClusterIntoTheWarehouse() throws Exception {
        TestDatabase database = TestDatabase.create("secured");
        metricsPort = freePort();
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
                shouldServeWhatIsShownAndWatchedOfSinks();

                database.execute("ALTER TABLE drawdown.ledger_entries ADD CHECK (wallet_id <> 'refused')");
                wire.send(Topics.unprefixed().walletCommands, "refused", Records.opening("refused"));
                Await.until(
                        "a sink that has stopped",
                        LIMIT,
                        () -> tasksOfTheLedger("failed", 1).matcher(metrics()).find());
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

    private void shouldServeWhatIsShownAndWatchedOfSinks() throws Exception {
        Set<String> asked = Monitoring.expressions().stream()
                .flatMap(expression -> SINK_METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(2);
        Await.until(
                "how long a batch took, which is no number before",
                LIMIT,
                () -> BATCH_OF_THE_LEDGER.matcher(metrics()).find());
        String served = metrics();
        assertThat(asked)
                .allSatisfy(metric -> assertThat(served)
                        .containsPattern("(?m)^" + metric + "\\{connector=\"warehouse-ledger\"[^}]*} "));
        assertThat(served)
                .containsPattern(tasksOfTheLedger("running", 1))
                .containsPattern(tasksOfTheLedger("failed", 0));
    }

    private static Pattern tasksOfTheLedger(String state, int tasks) {
        return Pattern.compile(
                "(?m)^connect_sink_tasks_" + state + "\\{connector=\"warehouse-ledger\"} " + tasks + "\\.0$");
    }

    private String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
        environment.put("JAVA_TOOL_OPTIONS", agent(environment.getOrDefault("KAFKA_OPTS", "")));
        return ConfiguredWorkerChild.start(environment, settings(), log("worker"));
    }

    /** What Kafka's scripts hand to the JVM, with what is here in the place of what is in the image. */
    private String agent(String ofTheImage) {
        assertThat(ofTheImage).contains("/opt/agent/metrics.yml", "=9404:");
        return ofTheImage
                .replace("=9404:", "=" + metricsPort + ":")
                .replace(
                        "/opt/agent/metrics.yml",
                        Repository.file("connectors/docker/metrics.yml").toString())
                .replace(
                        "/opt/agent", Repository.file("connectors/target/agent").toString());
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
