package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of events that a broker takes, does not take, or has not answered for yet. */
@Timeout(60)
class KafkaEventsTest {
    /** Enough for one of the events here, and not for two. */
    private static final int ROOM_BYTES = 100;

    private final AskedProducer producer = new AskedProducer();
    private final ApiRig rig = new ApiRig(new EventRoutes(new KafkaEvents(
                            producer, Topics.unprefixed(), new InMemorySchemaRegistry(), () -> ApiRig.NOW))
                    .routes())
            .heldToTheSpec();

    @AfterEach
    void close() {
        rig.close();
        producer.close();
    }

    /** A producer whose broker answers when it is told to, and that says when it has been asked. */
    private static final class AskedProducer extends MockProducer<byte[], byte[]> {
        private final BlockingQueue<ProducerRecord<byte[], byte[]>> asked = new LinkedBlockingQueue<>();

        AskedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            Future<RecordMetadata> sent = super.send(record, callback);
            asked.add(record);
            return sent;
        }
    }

    @Test
    void shouldRefuseAnEventThatIsTooLargeAndTakeTheOthers() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> call = send(rig, "a", "b", "c");
        awaitAsked(3);
        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.errorNext(new RecordTooLargeException("Too large"))).isTrue();
        assertThat(producer.completeNext()).isTrue();

        HttpResponse<String> answer = call.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).path("refused").asInt()).isEqualTo(1);
        JsonNode results = json(answer).path("results");
        assertThat(results.findValuesAsText("status")).containsExactly("ACCEPTED", "REFUSED", "ACCEPTED");
        assertThat(results.path(1).path("event_id").asText()).isEqualTo("b");
        assertThat(results.path(1).path("code").asText()).isEqualTo("EVENT_TOO_LARGE");
        assertThat(results.path(1).path("message").asText())
                .startsWith("Expected an event that fits into a record of usage.events, but it is too large with ")
                .contains("; say less in its attributes");
    }

    @Test
    void shouldNotSayMoreThanTheBrokerDid() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> call = send(rig, "a", "b", "c");
        awaitAsked(3);
        assertThat(producer.errorNext(new TimeoutException("Too late"))).isTrue();
        assertThat(producer.errorNext(new RecordTooLargeException("Too large"))).isTrue();
        assertThat(producer.completeNext()).isTrue();

        HttpResponse<String> answer = call.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(json(answer).path("results").findValuesAsText("status"))
                .containsExactly("UNKNOWN", "REFUSED", "ACCEPTED");
        assertThat(json(answer).path("results").path(0).path("message").asText())
                .contains("it did not (TimeoutException)");
    }

    @Test
    void shouldTurnAwayWhatHasNoRoomUntilTheBrokerHasAnswered() throws InterruptedException {
        KafkaEvents events = new KafkaEvents(
                producer, Topics.unprefixed(), new InMemorySchemaRegistry(), () -> ApiRig.NOW, ROOM_BYTES);
        try (ApiRig tight = new ApiRig(new EventRoutes(events).routes())) {
            CompletableFuture<HttpResponse<String>> first = send(tight, "a");
            awaitAsked(1);

            HttpResponse<String> turnedAway = send(tight, "b").join();
            assertThat(turnedAway.statusCode()).isEqualTo(429);
            assertThat(turnedAway.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(code(turnedAway)).isEqualTo("TOO_MANY_EVENTS");
            assertThat(producer.history()).hasSize(1);

            assertThat(producer.completeNext()).isTrue();
            assertThat(first.join().statusCode()).isEqualTo(200);

            CompletableFuture<HttpResponse<String>> again = send(tight, "b");
            awaitAsked(1);
            assertThat(producer.completeNext()).isTrue();
            assertThat(again.join().statusCode()).isEqualTo(200);
        }
    }

    private void awaitAsked(int events) throws InterruptedException {
        for (int i = 0; i < events; i++) {
            var _ = producer.asked.take();
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(ApiRig rig, String... ids) {
        StringBuilder events = new StringBuilder();
        for (String id : ids) {
            events.append(events.isEmpty() ? "" : ",").append(usage(id));
        }
        return CompletableFuture.supplyAsync(
                () -> rig.post("/v1/events", AccessRole.INGEST, "{\"events\": [" + events + "]}"));
    }

    private static String usage(String id) {
        return "{\"UsageEvent\": {\"event_id\": \"" + id + "\", \"wallet_id\": \"own-wallet\", \"category\": \"sms\","
                + " \"amount\": \"0.05\", \"occurred_at\": \"2026-02-01T00:00:00Z\"}}";
    }
}
