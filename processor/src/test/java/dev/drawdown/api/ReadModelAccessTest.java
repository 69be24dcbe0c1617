package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances, of which one has the wallets and the other is asked. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Opened before each test.
class ReadModelAccessTest {
    private static final String OWN = "/v1/wallets/own-wallet";
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    private Path folder = Path.of("");

    private final FakeHouse asking = new FakeHouse();
    private ViewsRig models;
    private ApiRig having;
    private ApiRig asked;

    @BeforeEach
    void open() {
        models = new ViewsRig(folder);
        models.house.following = Duration.ofMinutes(1);
        models.house.patience = Duration.ofSeconds(1);
        asking.patience = Duration.ofSeconds(1);
        having = new ApiRig(models.house.readModelRoutes());
        asking.foundViews = new Found.Elsewhere<>(List.of(NOBODY, addressOf(having)));
        asked = new ApiRig(asking.readModelRoutes()).heldToTheSpec();
        models.put(models.usage("own-wallet", "event-1", "sms", "2"));
        models.put(models.usage("own-wallet", "event-2", "call", "3").setAppId("crm"));
    }

    @AfterEach
    void close() {
        asked.close();
        asking.close();
        having.close();
        models.close();
    }

    private static URI addressOf(ApiRig rig) {
        return rig.request("/", null).build().uri();
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

    @ParameterizedTest
    @ValueSource(strings = {OWN + "/transactions", OWN + "/usage", "/v1/owners/own-inc/report"})
    void shouldSayThatAnotherInstanceHasHadTooManyCalls(String path) throws IOException {
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            byte[] body = """
                {"type": "about:blank", "title": "Too Many Requests", "status": 429, "detail": "Expected fewer calls.",
                 "instance": "/there", "code": "RATE_LIMITED"}
                """.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Drawdown-Answered", "1");
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        busy.start();
        try {
            URI there = URI.create("http://127.0.0.1:" + busy.getAddress().getPort());
            asking.foundViews = new Found.Elsewhere<>(List.of(there));

            HttpResponse<String> answer = asked.get(path, AccessRole.OPERATOR);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(code(answer)).isEqualTo("RATE_LIMITED");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        } finally {
            busy.stop(0);
        }
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
        asking.foundViews = new Found.Elsewhere<>(List.of(addressOf(asked)));

        HttpResponse<String> answer = asked.get(OWN + "/usage", AccessRole.VIEWER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("NOT_AVAILABLE_NOW");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void shouldAskAThirdForWhatTheAnswerNeeds() {
        try (FakeHouse third = new FakeHouse();
                ApiRig owning = new ApiRig(third.routes())) {
            models.house.found = new Found.Elsewhere<>(List.of(addressOf(owning)));

            HttpResponse<String> answer = asked.get(OWN + "/usage", AccessRole.CUSTOMER);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void shouldSendOnWhatAUriDoesNotAllow() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), asked.port())) {
            caller.getOutputStream().write("""
                GET %s/transactions?category=a|"b" HTTP/1.1
                Host: x
                Authorization: Bearer %s
                Connection: close

                """.formatted(OWN, ApiRig.tokenOf(AccessRole.CUSTOMER))
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void shouldNotTakeAnothersWordForAnInstances() throws IOException {
        HttpServer foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        foreign.start();
        try {
            asking.foundViews = new Found.Elsewhere<>(List.of(
                    URI.create("http://127.0.0.1:" + foreign.getAddress().getPort()), addressOf(having)));

            assertThat(asked.get(OWN + "/transactions", AccessRole.CUSTOMER).statusCode())
                    .isEqualTo(200);
        } finally {
            foreign.stop(0);
        }
    }

    @Test
    void shouldAnswerFromACopyAndSaySoWhenTheOneThatHasItIsAway() {
        models.house.foundViews = new Found.Elsewhere<>(List.of(NOBODY));

        for (String path : List.of(OWN + "/transactions", OWN + "/usage", "/v1/owners/own-inc/report")) {
            HttpResponse<String> answer = having.get(path, AccessRole.CUSTOMER);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Drawdown-Read-From")).hasValue("standby");
            assertThat(answer.headers().firstValue("Drawdown-Read-Behind")).hasValue("3");
        }
    }

    @Test
    void shouldCutOffWhatBrokeOffElsewhere() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            asking.foundViews =
                    new Found.Elsewhere<>(List.of(URI.create("http://127.0.0.1:" + elsewhere.getLocalPort())));
            Future<?> answering = background.submit(() -> answerInPart(elsewhere));

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> asked.get(OWN + "/transactions", AccessRole.CUSTOMER));
            answering.get();
        }
    }

    private static Void answerInPart(ServerSocket server) throws IOException {
        try (Socket caller = server.accept()) {
            assertThat(caller.getInputStream().read()).isEqualTo('G');
            caller.getOutputStream()
                    .write(
                            "HTTP/1.1 200 OK\r\nDrawdown-Answered: 1\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource({"/transactions, text/csv, true", "/live, text/event-stream, false"})
    void shouldCutOffFilesAndEndEventsWhenItStops(String of, String type, boolean isCutOff) throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> answerAround(stopping, exchange, type));
        other.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            asking.foundViews = new Found.Elsewhere<>(
                    List.of(URI.create("http://127.0.0.1:" + other.getAddress().getPort())));
            HttpResponse<InputStream> answer = client.send(
                    asked.request(OWN + of, "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                assertThat(body.readNBytes(6))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("before");

                asked.api.stop();
                stopping.countDown();

                if (isCutOff) {
                    assertThatExceptionOfType(IOException.class).isThrownBy(body::readAllBytes);
                } else {
                    assertThat(body.readAllBytes()).isEmpty();
                }
            }
        } finally {
            other.stop(0);
        }
    }

    private static void answerAround(CountDownLatch stopping, HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Drawdown-Answered", "1");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write("before".getBytes(StandardCharsets.US_ASCII));
            body.flush();
            stopping.await();
            body.write("after".getBytes(StandardCharsets.US_ASCII));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Test
    void shouldShowWhatWasWrittenBefore() {
        asking.heard.put("own-wallet", "top-up-1");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() ->
                asked.get(OWN + "/transactions?limit=1", AccessRole.CUSTOMER).body());

        models.put(models.entry("own-wallet", "top-up-1", "CREDIT", "TOP_UP", "50"));
        models.putOutcome("own-wallet", "top-up-1");

        assertThat(read.join()).contains("\"input_id\":\"top-up-1\"");
    }

    @Test
    void shouldNotExpectOfAnOwnerWhatAWalletHasAccepted() {
        models.put(models.entry("own-wallet", "top-up-1", "CREDIT", "TOP_UP", "50"));
        models.putOutcome("own-wallet", "top-up-1");
        asking.heard.put("own-wallet", "top-up-1");

        HttpResponse<String> report = asked.get("/v1/owners/own-inc/report", AccessRole.CUSTOMER);

        assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
    }

    @Test
    void shouldSayThatWhatWasWrittenIsNotThereYet() {
        asking.heard.put("own-wallet", "top-up-1");

        HttpResponse<String> answer = asked.get(OWN + "/transactions", AccessRole.CUSTOMER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("NOT_AVAILABLE_NOW");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }
}
