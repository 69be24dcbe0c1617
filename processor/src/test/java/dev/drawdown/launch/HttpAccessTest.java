package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.drawdown.api.AccessRole;
import dev.drawdown.api.Route;
import dev.drawdown.api.Subject;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what at the program as it runs: everything that its server answers, with every role, on one's own and on another's. */
class HttpAccessTest {
    private static final DemoStack.Ports ANY = new DemoStack.Ports(0, 0, 0, 0);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What asks for no role, each for a reason: it has no data, or is signed by itself; or for staff (metrics). */
    private static final Set<String> OTHERS = Set.of(
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "GET /openapi.yaml",
            "GET /docs",
            "POST /v1/stripe/webhooks");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static DemoStack stack;

    @SuppressWarnings("NullAway.Init")
    private static Service service;

    /** An answer as far as it is looked at; of a stream no more than that it has begun. */
    private record Answer(int status, String code, String body) {}

    @BeforeAll
    static void open() throws Exception {
        stack = DemoStack.open(ANY, folder, Map.of());
        stack.createTopics();
        service = stack.startService();
        DemoStack.awaitProcessing(service);
        for (String owner : List.of("acme-inc", "globex")) {
            Answer opened = send(
                    "POST",
                    "/v1/wallets",
                    token(AccessRole.OPERATOR),
                    "{\"wallet_id\": \"of-%s\", \"owner_id\": \"%s\", \"currency\": \"USD\", \"free_amount\": \"12.34\"}"
                            .formatted(owner, owner));
            assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        }
    }

    @AfterAll
    static void close() {
        stack.close();
    }

    private static String token(AccessRole role) {
        return String.valueOf(stack.tokens().get(role.label()));
    }

    private static String path(Route route, String wallet, String owner) {
        String path = route.path()
                .replace("/wallets/{id}", "/wallets/" + wallet)
                .replace("/owners/{id}", "/owners/" + owner)
                .replaceAll("[{<][a-z_]+[>}]", "some");
        return route.query().contains("owner_id") ? path + "?owner_id=" + owner : path;
    }

    private static Answer send(String method, String path, @Nullable String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.httpPort() + path))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = CLIENT.send(
                request.method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            boolean isProblem =
                    answer.headers().firstValue("Content-Type").orElse("").equals("application/problem+json");
            String text = isProblem ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
            return new Answer(
                    answer.statusCode(),
                    isProblem ? JSON.readTree(text).path("code").asText() : "",
                    text);
        }
    }

    private static Answer send(Route route, String path, @Nullable String token)
            throws IOException, InterruptedException {
        return send(route.method().name(), path, token, route.maxBodyBytes() > 0 ? "{}" : null);
    }

    @Test
    void shouldAnswerNothingThatNobodyHasDecidedOn() {
        Set<String> decided = new TreeSet<>(OTHERS);
        service.routes().forEach(route -> decided.add(route.method().name() + " " + route.path()));

        assertThat(service.served()).isEqualTo(decided);
    }

    @Test
    void shouldServeWhatTheSpecDescribes() throws IOException {
        JsonNode spec;
        try (InputStream in = Route.class.getResourceAsStream("/openapi.yaml")) {
            spec = new ObjectMapper(new YAMLFactory()).readTree(in);
        }
        Set<String> described = new TreeSet<>();
        spec.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(service.served().stream()
                        .map(route -> route.replace('<', '{').replace('>', '}'))
                        .collect(Collectors.toSet()))
                .isEqualTo(described);
    }

    @Test
    void shouldLetNobodyInWithoutATokenOfOurs() throws Exception {
        for (Route route : service.routes()) {
            String path = path(route, "of-acme-inc", "acme-inc");
            for (String token : new String[] {null, "", "guessed", token(AccessRole.OPERATOR) + "x"}) {
                assertThat(send(route, path, token).status()).as("%s", path).isEqualTo(401);
            }
        }
        assertThat(send("GET", "/metrics", null, null).status()).isEqualTo(401);
    }

    @Test
    void shouldLetInOnlyTheRolesThatARouteNames() throws Exception {
        for (Route route : service.routes()) {
            String path = path(route, "of-acme-inc", "acme-inc");
            for (AccessRole role : AccessRole.values()) {
                if (!route.audience().includes(role)) {
                    Answer answer = send(route, path, token(role));
                    assertThat(answer.status())
                            .as("%s %s %s: %s", role, route.method(), path, answer.body())
                            .isEqualTo(403);
                    assertThat(answer.code()).isEqualTo("FORBIDDEN");
                } else if (route.method().equals(HandlerType.GET)) {
                    Answer answer = send(route, path, token(role));
                    assertThat(answer.status())
                            .as("%s %s: %s", role, path, answer.body())
                            .isNotIn(401, 403, 405, 429, 500);
                }
            }
        }
    }

    @Test
    void shouldNotTellACustomerWhatIsAnothersFromWhatIsNotThere() throws Exception {
        int looked = 0;
        for (Route route : service.routes()) {
            if (route.audience().includes(AccessRole.CUSTOMER)) {
                looked++;
                Answer foreign = send(route, path(route, "of-globex", "globex"), token(AccessRole.CUSTOMER));
                Answer none = send(route, path(route, "of-nobody", "nobody"), token(AccessRole.CUSTOMER));

                assertThat(foreign.status())
                        .as("%s: %s", route.path(), foreign.body())
                        .isEqualTo(404);
                assertThat(foreign.code()).isEqualTo(route.subject() == Subject.WALLET ? "NO_WALLET" : "NO_OWNER");
                assertThat(foreign.body().replace("globex", "nobody")).isEqualTo(none.body());
            }
        }
        assertThat(looked).isGreaterThan(15);
    }

    @Test
    void shouldTakeNoWebhookThatIsNotSigned() throws Exception {
        for (String token : new String[] {null, token(AccessRole.OPERATOR)}) {
            Answer answer =
                    send("POST", "/v1/stripe/webhooks", token, "{\"id\": \"evt_1\", \"type\": \"charge.refunded\"}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("NOT_GENUINE");
        }
    }
}
