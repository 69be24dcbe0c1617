package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
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
