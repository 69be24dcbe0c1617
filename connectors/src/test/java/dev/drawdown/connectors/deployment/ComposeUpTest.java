package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.connectors.warehouse.Records;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.yaml.snakeyaml.Yaml;

/**
 * Starts the whole of {@code docker-compose.yml} as an operator does, from building its images on, and follows an event into the
 * warehouse. Skipped by name where Docker does not run; where it does, a gigabyte of images is downloaded at first.
 */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(1800)
class ComposeUpTest {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static ComposeContainer installation;

    @BeforeAll
    static void start() throws IOException {
        for (String variable : Compose.variables().keySet()) {
            if (variable.endsWith("_PORT")) {
                ENVIRONMENT.put(variable, Integer.toString(freePort()));
            }
        }
        ENVIRONMENT.put("WAREHOUSE_PASSWORD", UUID.randomUUID().toString());
        ENVIRONMENT.put("GRAFANA_PASSWORD", UUID.randomUUID().toString());
        installation = new ComposeContainer(Repository.file(Compose.FILE).toFile())
                .withEnv(ENVIRONMENT)
                .withPull(false)
                .withBuild(true);
        for (String service : new Compose().services().keySet()) {
            if (new Compose().tellsItsHealth(service)) {
                installation.waitingFor(service, Wait.forHealthcheck().withStartupTimeout(START_LIMIT));
            }
        }
        installation.withStartupTimeout(START_LIMIT).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        installation.stop();
    }

    @Test
    void shouldEndWithoutAnErrorWhatOnlySetsUp() {
        for (String service : List.of("topics", "sinks")) {
            ContainerState container =
                    installation.getContainerByServiceName(service).orElseThrow();
            assertThat(container.getCurrentContainerInfo().getState().getExitCodeLong())
                    .as(service + ": " + container.getLogs())
                    .isZero();
        }
    }

    @Test
    void shouldHaveTheLedgersRowInTheWarehouseWhenAnEventIsSent() throws Exception {
        Topics topics = Topics.unprefixed();
        try (Wire wire = new Wire("127.0.0.1:" + given("KAFKA_PORT"), "http://127.0.0.1:" + given("REGISTRY_PORT"))) {
            wire.send(topics.walletCommands, "first", Records.opening("first"));
            wire.send(topics.usageEvents, "first", usage("first"));
        }

        TestDatabase warehouse = TestDatabase.at(
                "jdbc:postgresql://127.0.0.1:" + given("WAREHOUSE_PORT") + "/warehouse", given("WAREHOUSE_PASSWORD"));
        String rows = "SELECT seq, reason, amount, balance_after FROM drawdown.ledger_entries"
                + " WHERE wallet_id = 'first' ORDER BY seq";
        Await.until("two rows", LIMIT, () -> warehouse.rows(rows).size() == 2);
        assertThat(warehouse.rows(rows))
                .containsExactly("1 TOP_UP 100.000000 100.000000", "2 USAGE 1.250000 98.750000");
        assertThat(warehouse.rows("SELECT * FROM drawdown.sequence_faults")).isEmpty();
    }

    private static UsageEvent usage(String wallet) {
        return UsageEvent.newBuilder()
                .setEventId("u-1")
                .setWalletId(wallet)
                .setCategory("sms")
                .setAmount(new BigDecimal("1.250000"))
                .setOccurredAt(Instant.now())
                .build();
    }

    @Test
    void shouldRunEverySink() throws Exception {
        List<String> sinks = get("CONNECT_PORT", "/connectors").texts();

        assertThat(sinks).contains("warehouse-ledger", "warehouse-balances");
        for (String sink : sinks) {
            Await.until(sink + " running", LIMIT, () -> {
                Tree status = get("CONNECT_PORT", "/connectors/" + sink + "/status");
                List<Tree> tasks = status.at("tasks").items();
                return !tasks.isEmpty()
                        && tasks.stream()
                                .allMatch(task -> task.at("state").text().equals("RUNNING"));
            });
        }
    }

    @Test
    void shouldScrapeTheProcessorAndKnowEveryRule() throws Exception {
        assertThat(get("HTTP_PORT", "/health/ready").at("status").text()).isEqualTo("READY");
        Await.until("Prometheus' targets up", LIMIT, () -> {
            List<Tree> targets = get("PROMETHEUS_PORT", "/api/v1/targets")
                    .at("data", "activeTargets")
                    .items();
            return !targets.isEmpty()
                    && targets.stream()
                            .allMatch(target -> target.at("health").text().equals("up"));
        });

        List<String> known = get("PROMETHEUS_PORT", "/api/v1/rules").at("data", "groups").items().stream()
                .flatMap(group -> group.at("rules").items().stream())
                .map(rule -> rule.at("name").text())
                .toList();

        assertThat(known).containsExactlyElementsOf(Monitoring.alerts());
    }

    @Test
    void shouldProvideTheDashboards() throws Exception {
        for (Tree dashboard : Monitoring.dashboards()) {
            String path = "/api/dashboards/uid/" + dashboard.at("uid").text();
            assertThat(get("GRAFANA_PORT", path).at("dashboard", "panels").items())
                    .as(path)
                    .hasSameSizeAs(dashboard.at("panels").items());
        }
    }

    private static String given(String variable) {
        return ENVIRONMENT.getOrDefault(variable, "");
    }

    /** Grafana asks who one is; the others do not look. */
    private static Tree get(String port, String path) throws IOException, InterruptedException {
        String admin = "admin:" + given("GRAFANA_PASSWORD");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + given(port) + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(admin.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new Tree(new Yaml()
                    .load(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()));
        }
    }
}
