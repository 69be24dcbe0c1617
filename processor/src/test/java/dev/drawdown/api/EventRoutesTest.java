package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of events: what is sent, what each is told, and when a batch is turned away. */
class EventRoutesTest {
    private final FakeHouse house = new FakeHouse();
    private final ApiRig rig = new ApiRig(house.routes()).heldToTheSpec();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldSendABatchOfThousandsInItsOrder() {
        HttpResponse<String> answer =
                send(IntStream.range(0, 5_000).mapToObj(i -> usage("e-" + i)).collect(Collectors.joining(",")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(5_000);
        assertThat(house.sent).hasSize(5_000);
        assertThat(house.sent.get(4_999).fields().path("event_id").asText()).isEqualTo("e-4999");
    }

    @Test
    void shouldTellEachWhatBecameOfIt() {
        String lead = "{\"LeadEvent\": {\"event_id\": \"l\", \"wallet_id\": \"w\", \"lead_id\": \"L\", \"kind\":"
                + " \"DELIVERED\", \"occurred_at\": \"2026-02-01T00:00:00Z\"}}";

        JsonNode answer = json(send(usage("a") + "," + usage("b").replace("amount", "amont") + "," + lead));

        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("refused").asInt()).isEqualTo(1);
        assertThat(answer.path("results").findValuesAsText("status"))
                .containsExactly("ACCEPTED", "REFUSED", "ACCEPTED");
        assertThat(answer.path("results").path(1).path("code").asText()).isEqualTo("INVALID_EVENT");
        assertThat(answer.path("results").path(1).path("message").asText())
                .isEqualTo("Expected amont to be a field of UsageEvent, but it is none.");
        assertThat(house.sent)
                .extracting(EventPort.Event::kind)
                .containsExactly(EventPort.Kind.USAGE, EventPort.Kind.LEAD);
    }

    @Test
    void shouldTurnABatchAwayWholeWhenThereIsNoRoom() {
        house.hasRoom = false;

        HttpResponse<String> answer = send(usage("a"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(code(answer)).isEqualTo("TOO_MANY_EVENTS");
        assertThat(house.sent).isEmpty();
    }

    @Test
    void shouldReadNoBodyThatThereIsNoRoomFor() throws IOException {
        try (ApiRig tight = new ApiRig(new EventRoutes(house, 100).routes());
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), tight.port())) {
            caller.setSoTimeout(10_000);
            // The body itself is never sent.
            caller.getOutputStream()
                    .write(("POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Authorization: Bearer " + ApiRig.tokenOf(AccessRole.INGEST)
                                    + "\r\nContent-Length: 101\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 1", "\"code\":\"TOO_MANY_EVENTS\"");
        }
    }

    @Test
    void shouldCountABodyOfUnknownLengthAsTheLargest() {
        byte[] body = ("{\"events\": [" + usage("a") + "]}").getBytes(StandardCharsets.UTF_8);
        try (ApiRig tight = new ApiRig(new EventRoutes(house, 1 << 20).routes())) {
            HttpRequest request = tight.request("/v1/events", "Bearer " + ApiRig.tokenOf(AccessRole.INGEST))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                    .build();

            assertThat(tight.send(request).statusCode()).isEqualTo(429);
            assertThat(house.sent).isEmpty();
        }
    }

    @Test
    void shouldHaveRoomAgainAfterEachBody() {
        String body = "{\"events\": [" + usage("a") + "]}";
        try (ApiRig tight = new ApiRig(new EventRoutes(house, body.length()).routes())) {
            for (String each : List.of(body, "{\"events\": []}", body, "no JSON", body)) {
                assertThat(tight.post("/v1/events", AccessRole.INGEST, each).statusCode())
                        .isEqualTo(each.equals(body) ? 200 : 400);
            }
            assertThat(house.sent).hasSize(3);
        }
    }

    @Test
    void shouldNotClaimWhatTheBrokerHasNotSaid() {
        house.lost.put("b", "it did not");

        HttpResponse<String> answer = send(usage("a") + "," + usage("b"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json(answer).path("results").findValuesAsText("status")).containsExactly("ACCEPTED", "UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"events\": []}", "{\"events\": {}}", "{\"events\": [], \"more\": 1}"})
    void shouldRefuseWhatIsNoBatch(String body) {
        assertThat(rig.post("/v1/events", AccessRole.INGEST, body).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldRefuseMoreThanTenThousand() {
        String events = IntStream.range(0, 10_001).mapToObj(_ -> "{}").collect(Collectors.joining(","));

        assertThat(send(events).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                       | Expected {"UsageEvent": {...}} or {"LeadEvent": {...}}
        3                                        | Expected {"UsageEvent": {...}} or {"LeadEvent": {...}}
        {"UsageEvent": 3}                        | Expected the record to be an object
        {"LeadEvent": {"event_id": "e"}}         | Expected wallet_id to be there
        """)
    void shouldRefuseSingleOnes(String event, String why) {
        HttpResponse<String> answer = rig.post("/v1/events", AccessRole.INGEST, "{\"events\": [" + event + "]}");

        assertThat(json(answer).path("detail").asText()
                        + json(answer).path("results").path(0).path("message").asText())
                .contains(why);
        assertThat(house.sent).isEmpty();
    }

    private HttpResponse<String> send(String events) {
        return rig.post("/v1/events", AccessRole.INGEST, "{\"events\": [" + events + "]}");
    }

    private static String usage(String id) {
        return "{\"UsageEvent\": {\"event_id\": \"" + id + "\", \"wallet_id\": \"own-wallet\", \"category\": \"sms\","
                + " \"amount\": \"0.05\", \"occurred_at\": \"2026-02-01T00:00:00Z\"}}";
    }
}
