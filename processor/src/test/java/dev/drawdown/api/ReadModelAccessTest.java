package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, of which one has the wallets and the other is asked. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Opened before each test.
class ReadModelAccessTest {
    private static final String OWN = "/v1/wallets/own-wallet";

    @TempDir
    private Path folder = Path.of("");

    private final AtomicReference<List<URI>> places = new AtomicReference<>(List.of());
    private final AtomicReference<@Nullable String> lastWrite = new AtomicReference<>();
    private ViewsRig models;
    private ReadModelAccess access;
    private ApiRig having;
    private ApiRig asked;

    @BeforeEach
    void open() {
        models = new ViewsRig(folder);
        having = new ApiRig(routes(models.access));
        access = new ReadModelAccess(
                models.elsewhere(), _ -> Objects.requireNonNull(places.get()), _ -> lastWrite.get());
        asked = new ApiRig(routes(access));
        places.set(List.of(URI.create("http://127.0.0.1:1"), addressOf(having)));
        models.putOwner("own-inc", "UTC", "own-wallet");
        models.put(models.usage("own-wallet", "event-1", "sms", "2"));
        models.put(models.usage("own-wallet", "event-2", "call", "3").setAppId("crm"));
    }

    @AfterEach
    void close() {
        asked.close();
        access.close();
        having.close();
        models.close();
    }

    private static URI addressOf(ApiRig rig) {
        return rig.request("/", null).build().uri();
    }

    private static List<Route> routes(ReadModelAccess access) {
        List<Route> routes = new ArrayList<>(new HistoryRoutes(access).routes());
        routes.addAll(new UsageRoutes(access, () -> ViewsRig.NOW).routes());
        routes.addAll(new ExplainRoute(access).routes());
        routes.addAll(new LiveRoute(access).routes());
        return routes;
    }

    @Test
    void shouldAnswerAsTheInstanceDoesThatHasTheWallet() {
        for (String path : List.of(
                OWN + "/transactions?limit=1&category=call",
                OWN + "/usage?month=2026-03",
                OWN + "/explain/event-1",
                "/v1/owners/own-inc/report")) {
            HttpResponse<String> there = having.get(path, AccessRole.CUSTOMER);
            HttpResponse<String> here = asked.get(path, AccessRole.CUSTOMER);

            assertThat(here.statusCode()).as(here.body()).isEqualTo(200);
            assertThat(json(here)).isEqualTo(json(there));
        }
    }

    @Test
    void shouldPassOnFilesAndRefusals() {
        HttpRequest file = asked.request(OWN + "/transactions", "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER))
                .header("Accept", "text/csv")
                .build();

        assertThat(asked.send(file).body().lines()).hasSize(3);
        HttpResponse<String> refused = asked.get(OWN + "/transactions?limit=0", AccessRole.CUSTOMER);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("INVALID_QUERY");
        HttpResponse<String> unknown = asked.get("/v1/wallets/unknown/usage", AccessRole.VIEWER);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(code(unknown)).isEqualTo("NO_WALLET");
    }

    @Test
    void shouldPassOnEventsAsTheyCome() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = asked.request(OWN + "/live", "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER))
                    .header("Last-Event-ID", "1-0")
                    .build();
            HttpResponse<Stream<String>> answer = client.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                List<String> ids = lines.filter(line -> line.startsWith("id: "))
                        .peek(id -> {
                            if (id.equals("id: 2-0")) {
                                models.put(models.usage("own-wallet", "event-3", "sms", "1"));
                            }
                        })
                        .limit(2)
                        .toList();
                assertThat(ids).containsExactly("id: 2-0", "id: 3-0");
            }
            client.shutdownNow();
        }
    }

    @Test
    void shouldSayThatNobodyAnswersAndNeverAskInACircle() {
        places.set(List.of(addressOf(asked)));

        HttpResponse<String> answer = asked.get(OWN + "/usage", AccessRole.VIEWER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("READ_MODEL_AWAY");
    }

    @Test
    void shouldShowWhatWasWrittenBefore() throws InterruptedException {
        lastWrite.set("top-up-1");
        assertThat(models.views.awaitCommand("own-wallet", "top-up-1", 20)).isFalse();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() ->
                asked.get(OWN + "/transactions?limit=1", AccessRole.CUSTOMER).body());

        models.put(models.entry("own-wallet", "top-up-1", "CREDIT", "TOP_UP", "50"));
        models.putOutcome("own-wallet", "top-up-1");

        assertThat(models.views.awaitCommand("own-wallet", "top-up-1", 20)).isTrue();
        assertThat(read.join()).contains("\"input_id\":\"top-up-1\"");
    }
}
