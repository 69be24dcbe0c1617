package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has {@code openapi.yaml}, and nothing else, can use all of the running program. */
@Timeout(180)
class OpenApiClientTest {
    private static final DemoStack.Ports ANY = new DemoStack.Ports(0, 0, 0, 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoStack stack;

    @SuppressWarnings("NullAway.Init")
    private static SpecClient client;

    @BeforeAll
    static void open() throws Exception {
        stack = DemoStack.open(ANY, data, Map.of());
        stack.createTopics();
        Service service = stack.startService();
        DemoStack.awaitProcessing(service);
        String token = Objects.requireNonNull(stack.tokens().get("operator"));
        client = new SpecClient(URI.create("http://127.0.0.1:" + service.httpPort()), token);
    }

    @AfterAll
    static void close() {
        stack.close();
    }

    @Test
    void shouldSucceedWithEveryOperationThatTheSpecSaysHowToCall() throws Exception {
        client.walk();

        assertThat(client.operations()).hasSizeGreaterThan(35);
        assertThat(client.reached()).containsExactlyInAnyOrderElementsOf(client.operations());
        assertThat(client.operations())
                .filteredOn(client::canSucceed)
                .as("what has an example, or a link to it, for all that it requires")
                .allSatisfy(operation -> assertThat(client.succeeded()).contains(operation));
        assertThat(client.operations())
                .filteredOn(operation -> !client.canSucceed(operation))
                .as("what only somebody else can sign")
                .allSatisfy(
                        operation -> assertThat(client.needsToken(operation)).isFalse())
                .hasSizeLessThan(2);
    }

    @Test
    void shouldBeToldWhatIsWrongWithACallAsTheSpecSays() throws Exception {
        for (SpecClient.Operation operation : client.operations()) {
            if (client.needsToken(operation)) {
                assertThat(client.callAsNobody(operation)).as("%s", operation).isEqualTo(401);
                assertThat(client.callWithUnknownField(operation))
                        .as("%s", operation)
                        .isIn(-1, 400, 404);
            }
        }
    }
}
