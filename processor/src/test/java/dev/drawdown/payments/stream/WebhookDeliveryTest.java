package dev.drawdown.payments.stream;

import static dev.drawdown.payments.stream.WebhookRig.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.api.Health;
import dev.drawdown.api.HttpServer;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.Part;
import dev.drawdown.api.WebhookRoute;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks as they are delivered over HTTP, and as somebody would who has overheard one. */
class WebhookDeliveryTest {
    private static final String SUCCEEDED = event(
            "payment_intent.succeeded",
            "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"metadata\":{\"drawdown_request\":\"w1/TOP_UP/1\"}}");

    private final WebhookRig rig = new WebhookRig();
    private volatile Instant now = WebhookRig.NOW;
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.start(
            "127.0.0.1",
            0,
            new Health(() -> Part.up("process", "alive"), List.of(), now::toEpochMilli),
            metrics,
            null,
            new WebhookRoute(rig.webhooks::take, () -> now));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
        metrics.close();
    }

    private HttpResponse<String> deliver(String body, @Nullable String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v1/stripe/webhooks"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("Stripe-Signature", signature);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError("Expected an answer, but was interrupted", failure);
        }
    }

    private static String signed(String body) {
        return WebhookRig.signature(body, WebhookRig.NOW);
    }

    @Test
    void shouldAcknowledgeOnceTheHintIsKeptAndAgainWhenItIsDeliveredAgain() {
        assertThat(deliver(SUCCEEDED, signed(SUCCEEDED)).statusCode()).isEqualTo(204);
        assertThat(deliver(SUCCEEDED, signed(SUCCEEDED)).statusCode()).isEqualTo(204);

        assertThat(rig.notes()).hasSize(2);
    }

    @Test
    void shouldRefuseOneThatIsReplayedLater() {
        String signature = signed(SUCCEEDED);
        assertThat(deliver(SUCCEEDED, signature).statusCode()).isEqualTo(204);

        now = WebhookRig.NOW.plusSeconds(301);

        HttpResponse<String> replayed = deliver(SUCCEEDED, signature);
        assertThat(replayed.statusCode()).isEqualTo(400);
        assertThat(replayed.body()).contains("NOT_GENUINE");
        assertThat(rig.notes()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNotSignedAsItIs() {
        assertThat(deliver(SUCCEEDED, null).statusCode()).isEqualTo(400);
        assertThat(deliver(SUCCEEDED + " ", signed(SUCCEEDED)).statusCode()).isEqualTo(400);
        assertThat(deliver(SUCCEEDED.replace("w1", "w2"), signed(SUCCEEDED)).statusCode())
                .isEqualTo(400);
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsSignedButNoEventAndWhatIsTooLarge() {
        HttpResponse<String> noEvent = deliver("{}", signed("{}"));
        assertThat(noEvent.statusCode()).isEqualTo(400);
        assertThat(noEvent.body()).contains("MALFORMED_JSON");

        String large = " ".repeat(600_000);
        assertThat(deliver(large, signed(large)).statusCode()).isEqualTo(413);
    }

    @Test
    void shouldAskForItAgainWhileTheBrokerIsAway() {
        rig.isBrokerAway = true;

        HttpResponse<String> answer = deliver(SUCCEEDED, signed(SUCCEEDED));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        rig.isBrokerAway = false;
        assertThat(deliver(SUCCEEDED, signed(SUCCEEDED)).statusCode()).isEqualTo(204);
    }
}
