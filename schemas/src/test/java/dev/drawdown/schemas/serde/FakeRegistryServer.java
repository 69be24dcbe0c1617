package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry on a free port (over TLS it wants the client's certificate): what it was told to answer once, then fixed answers by path, then a real registry's. */
final class FakeRegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Queue<Answer> next = new ArrayDeque<>();
    private final Map<String, Answer> fixed = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** What it was asked. */
    record Request(
            String line,
            @Nullable String authorization,
            @Nullable String contentType,
            String body) {}

    /** A body of {@code null} is never sent: the caller waits in vain. */
    private record Answer(int status, @Nullable String body) {}

    FakeRegistryServer() throws IOException {
        this(HttpServer.create(freePort(), 0));
    }

    FakeRegistryServer(SSLContext tls) throws IOException {
        this(secured(tls));
    }

    private FakeRegistryServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpsServer secured(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(freePort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    private static InetSocketAddress freePort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    FakeRegistryServer answerNext(int status, String body) {
        next.add(new Answer(status, body));
        return this;
    }

    FakeRegistryServer fallSilentNext() {
        next.add(new Answer(0, null));
        return this;
    }

    FakeRegistryServer answerAlways(String line, int status, String body) {
        fixed.put(line, new Answer(status, body));
        return this;
    }

    InMemorySchemaRegistry registry() {
        return registry;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String line =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        requests.add(new Request(
                line,
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body));
        Answer answer;
        synchronized (this) {
            answer = next.poll();
        }
        if (answer == null) {
            answer = fixed.containsKey(line) ? fixed.get(line) : genuine(line, body);
        }
        if (answer.body == null) {
            return;
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer genuine(String line, String body) throws IOException {
        String[] parts = line.split("/", -1);
        try {
            if (line.startsWith("GET /schemas/ids/")) {
                return ok(Map.of(
                        "schema", registry.byId(Integer.parseInt(parts[3])).toString()));
            }
            if (line.endsWith("/versions/latest")) {
                SchemaRegistry.RegisteredSchema latest = registry.latest(parts[2]);
                return ok(Map.of("id", latest.id(), "schema", latest.schema().toString()));
            }
            Schema schema =
                    new Schema.Parser().parse(JSON.readTree(body).path("schema").asText());
            boolean registers = line.endsWith("/versions");
            return ok(Map.of("id", registers ? registry.register(parts[2], schema) : registry.idOf(parts[2], schema)));
        } catch (SchemaRegistryException e) {
            return new Answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        }
    }

    private static Answer ok(Map<String, ?> body) throws IOException {
        return new Answer(200, JSON.writeValueAsString(body));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
