package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a follower of a wallet hears, and where one goes on that comes back. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Opened before each test.
class LiveRouteTest {
    private static final String PATH = "/v1/wallets/own-wallet/live";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private ViewsRig models;
    private ApiRig rig;

    @BeforeEach
    void open() {
        models = new ViewsRig(folder);
        rig = new ApiRig(new LiveRoute(models.house.readModels(), 2, Duration.ofMinutes(15)).routes());
        models.put(models.usage("own-wallet", "event-1", "sms", "1"));
        models.putBalance("own-wallet", "9");
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        rig.close();
        models.close();
    }

    /** One event, or a comment. */
    private record Event(String id, String name, String data) {}

    private final class Following implements AutoCloseable {
        private final HttpResponse<InputStream> answer;
        private final BufferedReader in;

        Following(@Nullable String lastEventId) {
            HttpRequest.Builder request = rig.request(PATH, "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            try {
                answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted", e);
            }
            in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            String line = Objects.requireNonNull(in.readLine(), "the stream ended");
            while (!line.isEmpty() || name.isEmpty()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
                line = Objects.requireNonNull(in.readLine(), "the stream ended");
            }
            return new Event(id, name, data);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Test
    void shouldTellTheBalanceFirstAndThenWhatComes() throws IOException {
        try (Following following = new Following(null)) {
            assertThat(following.answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            Event balance = following.next();
            assertThat(balance.name).isEqualTo("balance");
            assertThat(balance.data).contains("\"available\":\"9.000000\"");

            models.put(models.usage("own-wallet", "event-2", "sms", "2"));
            Event entry = following.next();
            assertThat(entry.name).isEqualTo("entry");
            assertThat(entry.data).contains("\"input_id\":\"event-2\"", "\"amount\":\"2.000000\"");

            models.put(ViewsRig.alert("own-wallet", "event-2", "DEPLETED", "FLOOR"));
            Event alert = following.next();
            assertThat(alert.name).isEqualTo("alert");
            assertThat(alert.data).contains("\"kind\":\"DEPLETED\"");

            models.putBalance("own-wallet", "7");
            assertThat(following.next().data).contains("\"available\":\"7.000000\"");
        }
    }

    @Test
    void shouldGoOnAfterTheLastEventThatWasSeen() throws IOException {
        String last;
        try (Following following = new Following(null)) {
            following.next();
            models.put(models.usage("own-wallet", "event-2", "sms", "2"));
            last = following.next().id;
        }
        for (int i = 3; i <= 250; i++) {
            models.put(models.usage("own-wallet", "event-" + i, "sms", "2"));
        }
        models.put(ViewsRig.alert("own-wallet", "event-3", "DEPLETED", "FLOOR"));

        try (Following following = new Following(last)) {
            List<String> heard = new ArrayList<>();
            int alerts = 0;
            while (heard.size() < 248 || alerts == 0) {
                Event event = following.next();
                switch (event.name) {
                    case "entry" -> heard.add(seqOf(event.data));
                    case "alert" -> alerts++;
                    default -> assertThat(event.name).isEqualTo("balance");
                }
            }
            assertThat(heard).startsWith("3").endsWith("250").doesNotHaveDuplicates();
            assertThat(alerts).isEqualTo(1);
        }
    }

    @Test
    void shouldEndWhenTheWalletIsNotHereAnyMore() throws IOException {
        try (Following following = new Following(null)) {
            assertThat(following.next().name).isEqualTo("balance");

            models.moveAway();

            // Neither an event nor a sign of life.
            assertThat(following.in.readLine()).isNull();
        }
    }

    private static String seqOf(String entry) {
        return entry.replaceAll(".*\"seq\":(\\d+).*", "$1");
    }

    @Test
    void shouldRefuseAnIdThatIsNoneAndMoreFollowersThanItTakes() throws IOException {
        try (Following wrong = new Following("yesterday")) {
            assertThat(wrong.answer.statusCode()).isEqualTo(400);
        }
        try (Following one = new Following(null);
                Following two = new Following(null);
                Following three = new Following(null)) {
            one.next();
            two.next();
            assertThat(three.answer.statusCode()).isEqualTo(503);
            assertThat(three.answer.headers().firstValue("Retry-After")).hasValue("5");
        }
    }
}
