package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
    private static final Schema USAGE = UsageEvent.getClassSchema();
    private FakeRegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistryServer();
        server.registry().register("usage.events-value", USAGE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldFindASchemaByItsId() {
        assertThat(registry().byId(1)).isEqualTo(USAGE);
    }

    @Test
    void shouldRegisterLookUpAndFindTheLatest() {
        SchemaRegistry registry = registry();
        int id = registry.register("wallet.ledger-value", LedgerEntry.getClassSchema());

        assertThat(id).isEqualTo(2);
        assertThat(registry.idOf("wallet.ledger-value", LedgerEntry.getClassSchema()))
                .isEqualTo(2);
        assertThat(registry.latest("wallet.ledger-value"))
                .isEqualTo(new SchemaRegistry.RegisteredSchema(2, LedgerEntry.getClassSchema()));
        assertThat(server.requests())
                .extracting(FakeRegistryServer.Request::line)
                .containsExactly(
                        "POST /subjects/wallet.ledger-value/versions",
                        "POST /subjects/wallet.ledger-value",
                        "GET /subjects/wallet.ledger-value/versions/latest");
        assertThat(server.requests().get(0).contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void shouldEscapeSubjects() {
        registry().register("a/b c", USAGE);

        assertThat(server.requests().get(0).line()).isEqualTo("POST /subjects/a%2Fb%20c/versions");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void shouldTryAgainAfterAPassingFailure(int status) {
        server.answerNext(status, "").answerNext(status, "not even JSON");

        assertThat(registry().byId(1)).isEqualTo(USAGE);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldGiveUpAfterTheRetriesThatAreAllowed() {
        for (int i = 0; i < 10; i++) {
            server.answerNext(500, "{\"error_code\": 50001, \"message\": \"store\"}");
        }

        SchemaRegistryException failure =
                failure(() -> registry("max.retries", 2).byId(1));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("500").hasMessageContaining(server.url());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldGiveUpOnARegistryThatFallsSilent() {
        server.fallSilentNext().fallSilentNext();

        SchemaRegistryException failure = failure(
                () -> registry("http.read.timeout.ms", 50, "max.retries", 1).byId(1));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(registry().byId(1)).as("once it speaks again").isEqualTo(USAGE);
    }

    @Test
    void shouldGoToTheNextAddressWhenOneIsGone() throws IOException {
        SchemaRegistry registry = registry("schema.registry.url", gone() + "," + server.url(), "max.retries", 0);

        assertThat(registry.byId(1)).isEqualTo(USAGE);
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"error_code\": 40403, \"message\": \"Schema 7 not found\"}|NOT_FOUND",
                "404|<html>no such page</html>|UNAVAILABLE",
                "404|{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}|UNAVAILABLE",
                "401|{\"error_code\": 40101, \"message\": \"Unauthorized\"}|DENIED",
                "403|{\"error_code\": 40301, \"message\": \"Forbidden\"}|DENIED",
                "302|''|UNAVAILABLE",
                "200|<html>a login page</html>|UNAVAILABLE",
                "200|{}|UNAVAILABLE",
                "200|{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax\"}|NOT_AVRO",
                "200|{\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}|NOT_AVRO"
            })
    void shouldTellItsAnswersApart(int status, String body, Kind kind) {
        server.answerAlways("GET /schemas/ids/7", status, body);

        assertThat(failure(() -> registry().byId(7)).kind()).isEqualTo(kind);
    }

    @Test
    void shouldSayWhyASchemaIsRefused() {
        server.answerNext(409, "{\"error_code\": 409, \"message\": \"READER_FIELD_MISSING_DEFAULT_VALUE\"}");

        SchemaRegistryException failure = failure(() -> registry().register("s", USAGE));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void shouldNotAskForIdsThatNoRegistryGives() {
        assertThat(failure(() -> registry().byId(-5)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(() -> registry().byId(0)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldFollowReferences() {
        server.answerAlways("GET /schemas/ids/9", 200, """
            {"schema": "{\\"type\\": \\"record\\", \\"name\\": \\"Outer\\",
              \\"fields\\": [{\\"name\\": \\"inner\\", \\"type\\": \\"Inner\\"}]}",
             "references": [{"name": "Inner", "subject": "inner", "version": 3}]}\
            """.replace("\n", " "));
        server.answerAlways("GET /subjects/inner/versions/3", 200, """
            {"schema": "{\\"type\\": \\"record\\", \\"name\\": \\"Inner\\", \\"fields\\": []}"}\
            """);

        assertThat(registry().byId(9).getField("inner").schema().getName()).isEqualTo("Inner");
    }

    @Test
    void shouldRefuseReferencesThatNeverEnd() {
        server.answerAlways(
                "GET /schemas/ids/9",
                200,
                "{\"schema\": \"\\\"A\\\"\", \"references\": "
                        + "[{\"name\": \"A\", \"subject\": \"a\", \"version\": 1}]}");
        server.answerAlways(
                "GET /subjects/a/versions/1",
                200,
                "{\"schema\": \"\\\"A\\\"\", \"references\": "
                        + "[{\"name\": \"A\", \"subject\": \"a\", \"version\": 1}]}");

        assertThat(failure(() -> registry().byId(9)).kind()).isEqualTo(Kind.NOT_AVRO);
    }

    @Test
    void shouldStopWaitingWhenInterrupted() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            server.fallSilentNext();
        }
        Thread caller = new Thread(() -> {
            failure(() -> registry().byId(1));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        caller.start();
        caller.interrupt();

        caller.join(5_000);
        assertThat(caller.isAlive()).isFalse();
    }

    private SchemaRegistry registry(Object... settings) {
        Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", server.url(), "retries.wait.ms", 1));
        for (int i = 0; i < settings.length; i += 2) {
            configs.put((String) settings[i], settings[i + 1]);
        }
        return HttpSchemaRegistry.connect(configs);
    }

    private static SchemaRegistryException failure(ThrowingCallable call) {
        return catchThrowableOfType(SchemaRegistryException.class, call);
    }

    private static String gone() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }
}
