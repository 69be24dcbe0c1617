package dev.drawdown.launch;

import static dev.drawdown.launch.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.testing.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read models over HTTP on two instances of the real program, each of which has some of them. */
class HttpReadModelsTest {
    private static final int WALLETS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TwoInstances two;

    @BeforeAll
    static void open() throws InterruptedException {
        two = new TwoInstances(folder, Map.of("drawdown.roles", "engine,views,api"));
    }

    @AfterAll
    static void close() {
        two.close();
    }

    private static void openWallets(String owner) throws Exception {
        for (int i = 0; i < WALLETS; i++) {
            HttpResponse<String> opened = two.post(two.first, "/v1/wallets", owner + i, """
                {"wallet_id": "%s-%d", "owner_id": "%s", "currency": "USD", "free_amount": "10"}\
                """.formatted(owner, i, owner));
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        }
    }

    @Test
    void shouldShowInTheHistoryOnEitherInstanceWhatWasWrittenOnAnother() throws Exception {
        openWallets("writes");
        for (int round = 0; round < 2 * WALLETS; round++) {
            String path = "/v1/wallets/writes-" + round % WALLETS;
            Service writer = two.both().get(round % 2);
            HttpResponse<String> write = two.post(
                    writer,
                    path + "/top-ups",
                    "top-up-" + round,
                    "{\"amount\": \"0.01\", \"collect\": \"RECORDED\", \"reference\": \"r\"}");
            assertThat(write.statusCode()).as(write.body()).isEqualTo(201);
            String commandId = json(write).path("command_id").asText();
            for (Service reader : two.both()) {
                HttpResponse<String> history = two.get(reader, path + "/transactions?limit=1", "viewer");
                assertThat(json(history).at("/transactions/0/input_id").asText())
                        .as(history.body())
                        .isEqualTo(commandId);
                HttpResponse<String> explained = two.get(reader, path + "/explain/" + commandId, "viewer");
                assertThat(json(explained).at("/outcomes/0/status").asText())
                        .as(explained.body())
                        .isEqualTo("ACCEPTED");
            }
        }
    }

    @Test
    void shouldShowAWriteThatTheInstanceThatIsAskedHasNotHeardOf() throws Exception {
        openWallets("unheard");
        for (int round = 0; round < 4 * WALLETS; round++) {
            String path = "/v1/wallets/unheard-" + round % WALLETS;
            Service writer = two.both().get(round % 2);
            HttpResponse<String> write =
                    two.post(writer, path + "/grants", "unheard-grant-" + round, "{\"amount\": \"1\"}");
            assertThat(write.statusCode()).as(write.body()).isEqualTo(201);

            String opening = "api:demo-operator:unheard" + round % WALLETS;
            for (Service reader : two.both()) {
                HttpResponse<String> history = two.getAfter(reader, path + "/transactions?limit=1", opening);
                assertThat(json(history).at("/transactions/0/input_id").asText())
                        .as(history.body())
                        .isEqualTo(json(write).path("command_id").asText());
            }
        }
    }

    @Test
    void shouldReportOverWalletsOfBothInstances() throws Exception {
        openWallets("report");
        for (Service reader : two.both()) {
            JsonNode fresh = json(two.get(reader, "/v1/owners/report/report", "viewer"));
            assertThat(fresh.path("wallets")).as(fresh.toString()).hasSize(WALLETS);
        }
        String batch = IntStream.range(0, WALLETS)
                .mapToObj(HttpReadModelsTest::usage)
                .collect(Collectors.joining(",", "{\"events\": [", "]}"));
        HttpResponse<String> taken = two.send(two.second, "POST", "/v1/events", "ingest", null, batch);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);

        for (Service reader : two.both()) {
            Await.until("all events in the report", LIMIT, () -> {
                JsonNode report = json(two.get(reader, "/v1/owners/report/report", "viewer"));
                return report.at("/currencies/0/total/spent").asText().equals("8.000000")
                        && report.path("wallets").findValuesAsText("spent").stream()
                                .allMatch("1.000000"::equals);
            });
            for (int i = 0; i < WALLETS; i++) {
                String path = "/v1/wallets/report-" + i;
                assertThat(json(two.get(reader, path + "/usage", "viewer"))
                                .at("/total/spent")
                                .asText())
                        .isEqualTo("1.000000");
                assertThat(json(two.get(reader, path + "/explain/e-" + i, "viewer"))
                                .at("/charge/amount")
                                .asText())
                        .isEqualTo("1.000000");
            }
        }
    }

    private static String usage(int number) {
        return """
            {"UsageEvent": {"event_id": "e-%d", "wallet_id": "report-%d", "category": "sms", "amount": "1",
             "occurred_at": "%s"}}\
            """.formatted(number, number, Instant.now().truncatedTo(ChronoUnit.HOURS));
    }
}
