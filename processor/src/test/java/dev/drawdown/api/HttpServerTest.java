package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile Part alive = Part.up("process", "alive");
    private volatile Part broker = Part.up("broker", "1 node");
    private volatile boolean failing;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong clockMillis = new AtomicLong();
    private final Metrics metrics = new Metrics();
    private final Health health = new Health(
            this::alive,
            List.of(() -> Part.up("streams", "RUNNING"), () -> {
                looks.incrementAndGet();
                return broker;
            }),
            clockMillis::get);
    private final HttpServer server = HttpServer.start("127.0.0.1", 0, health, metrics, null, null);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void shouldBeReadyWhenEveryPartIsUp() throws Exception {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(answer).at("/status").asText()).isEqualTo("READY");
        assertThat(json(answer).at("/parts/streams/detail").asText()).isEqualTo("RUNNING");
    }

    @Test
    void shouldSayWhichPartIsNotReady() throws Exception {
        broker = Part.down("broker", "no answer within 2 s");

        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/status").asText()).isEqualTo("NOT_READY");
        assertThat(json(answer).at("/parts/streams/status").asText()).isEqualTo("UP");
        assertThat(json(answer).at("/parts/broker/status").asText()).isEqualTo("DOWN");
        assertThat(json(answer).at("/parts/broker/detail").asText()).isEqualTo("no answer within 2 s");
    }

    @Test
    void shouldLookAtThePartsAtMostOnceASecond() throws Exception {
        get("/health/ready");
        clockMillis.set(999);
        get("/health/ready");
        assertThat(looks).hasValue(1);

        clockMillis.set(1000);
        get("/health/ready");
        assertThat(looks).hasValue(2);
    }

    @Test
    void shouldStayAliveUntilOnlyARestartWouldHelp() throws Exception {
        broker = Part.down("broker", "gone");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        alive = Part.down("process", "processing has stopped: state is corrupt");
        HttpResponse<String> answer = get("/health/live");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/detail").asText()).contains("state is corrupt");
    }

    @Test
    void shouldServeMetricsInPrometheusFormat() throws Exception {
        metrics.accepted(3);
        metrics.deadLettered("NO_WALLET");

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .contains("drawdown_inputs_accepted_total 1.0")
                .contains("drawdown_ledger_entries_total 3.0")
                .contains("drawdown_dead_letters_total{code=\"NO_WALLET\"} 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void shouldAnswerAnUnknownPathWithAProblem() throws Exception {
        HttpResponse<String> answer = get("/v1/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/status").asInt()).isEqualTo(404);
        assertThat(json(answer).at("/title").asText()).isEqualTo("Not Found");
        assertThat(json(answer).at("/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(json(answer).at("/instance").asText()).isEqualTo("/v1/nothing");
    }

    @Test
    void shouldAnswerAnUnknownMethodWithAProblem() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/metrics").POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(json(answer).at("/code").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a line that is none        | this is no request                                | 400
        a control character        | GET /health/live\u0001 HTTP/1.1 + Host: x         | 400
        no host                    | GET /health/live HTTP/1.1                         | 400
        another version            | GET /health/live HTTP/3.9 + Host: x               | 505
        a path that climbs         | GET /v1/../../etc/passwd HTTP/1.1 + Host: x       | 400
        a slash that is hidden     | GET /v1/wallets/a%2Fb HTTP/1.1 + Host: x          | 404
        a method that nobody knows | BREW /health/live HTTP/1.1 + Host: x              | 405
        a header without a name    | GET /health/live HTTP/1.1 + Host: x + : y         | 400
        two lengths                | POST /x HTTP/1.1 + Host: x + Content-Length: 1 + Content-Length: 2 | 400
        """)
    void shouldAnswerWhatIsNoHttpWithAProblem(String what, String request, int status) throws Exception {
        assertProblem(what, request.replace(" + ", "\r\n") + "\r\nConnection: close\r\n\r\n", status);
    }

    @Test
    void shouldAnswerWhatIsTooLongWithAProblem() throws Exception {
        String much = "x".repeat(20_000);

        assertProblem("a header", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Much: " + much + "\r\n\r\n", 431);
        assertProblem("a path", "GET /" + much + " HTTP/1.1\r\nHost: x\r\n\r\n", 414);
    }

    private void assertProblem(String what, String request, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).as(what).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
            JsonNode problem = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            assertThat(problem.at("/status").asInt()).as(what).isEqualTo(status);
            assertThat(problem.at("/code").asText()).as(what).matches("[A-Z_]+");
            assertThat(problem.at("/detail").asText()).as(what).startsWith("Expected ");
        }
    }

    @Test
    void shouldHideWhyItFailed() throws Exception {
        failing = true; // A check that breaks its promise not to throw.

        HttpResponse<String> answer = get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(json(answer).at("/code").asText()).isEqualTo("INTERNAL_ERROR");
        assertThat(answer.body()).doesNotContain("secret of the house");
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        assertThatExceptionOfType(PortInUseException.class)
                .isThrownBy(() -> HttpServer.start("127.0.0.1", server.port(), health, metrics, null, null))
                .withMessageContaining(":" + server.port());
    }

    private Part alive() {
        if (failing) {
            throw new IllegalStateException("secret of the house");
        }
        return alive;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
