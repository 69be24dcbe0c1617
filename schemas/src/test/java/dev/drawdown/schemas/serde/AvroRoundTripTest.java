package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.RandomRecords;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroRoundTripTest {
    private final SchemaRegistry registry = new InMemorySchemaRegistry();

    static Stream<Topic<?>> avroTopics() {
        return Topics.unprefixed().all().stream().filter(Topic::isAvro);
    }

    @ParameterizedTest
    @MethodSource("avroTopics")
    void shouldReadEveryRecordAsItWasWritten(Topic<? extends SpecificRecord> topic) throws UndecodableException {
        roundTrip(topic);
    }

    private <T extends SpecificRecord> void roundTrip(Topic<T> topic) throws UndecodableException {
        RandomRecords records = new RandomRecords(42);
        AvroEncoder<T> encoder = AvroEncoder.forTopic(topic, registry, Registration.REGISTER);
        AvroDecoder<T> decoder = new AvroDecoder<>(topic.value(), registry);

        for (int i = 0; i < 500; i++) {
            T record = records.next(topic.value());
            byte[] value = encoder.encode(record);

            T read = decoder.decode(value);

            // Not equals: Avro's own lists cannot compare elements that have a nullable decimal.
            assertThat(read).hasToString(record.toString());
            assertThat(encoder.encode(read)).isEqualTo(value);
        }
    }

    @Test
    void shouldWriteTheBytesThatConfluentsClientsWrite() {
        DeliveryGate gate = DeliveryGate.newBuilder()
                .setWalletId("w")
                .setState("OPEN")
                .setReason("")
                .setSince(Instant.ofEpochMilli(1))
                .setWalletSeq(-1)
                .setCausedBy("e")
                .build();
        registry.register("something-else", UsageEvent.getClassSchema());

        byte[] value = AvroEncoder.forSubject("gates-value", DeliveryGate.class, registry, Registration.REGISTER)
                .encode(gate);

        assertThat(HexFormat.of().withDelimiter(" ").formatHex(value))
                .isEqualTo("00 00 00 00 02 02 77 08 4f 50 45 4e 00 00 02 01 02 65");
    }

    @Test
    void shouldFillWhatTheContractGivesADefault() {
        UsageEvent event = UsageEvent.newBuilder()
                .setEventId("e")
                .setWalletId("w")
                .setCategory("sms")
                .setOccurredAt(Instant.EPOCH)
                .build();

        assertThat(event.getQuantity()).isEqualTo(new BigDecimal("1.000000000000000000"));
        assertThat(event.getChargeType()).isEqualTo("USAGE");
        assertThat(event.getAttributes()).isEmpty();
        assertThat(event.getAmount()).isNull();
    }

    @Test
    void shouldReadFromTheMiddleOfABuffer() throws UndecodableException {
        UsageEvent event = new RandomRecords(7).next(UsageEvent.class);
        byte[] value = AvroEncoder.forSubject("s", UsageEvent.class, registry, Registration.REGISTER)
                .encode(event);
        byte[] buffer = new byte[value.length + 20];
        System.arraycopy(value, 0, buffer, 11, value.length);

        assertThat(new AvroDecoder<>(UsageEvent.class, registry).decode(buffer, 11, value.length))
                .isEqualTo(event);
    }

    @Test
    void shouldNameTheFieldThatARecordLacks() throws UndecodableException {
        AvroEncoder<UsageEvent> encoder =
                AvroEncoder.forSubject("s", UsageEvent.class, registry, Registration.REGISTER);
        UsageEvent whole = new RandomRecords(7).next(UsageEvent.class);
        UsageEvent lacking = UsageEvent.newBuilder(whole).build();
        lacking.setCategory(null);

        assertThatThrownBy(() -> encoder.encode(lacking))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("category");

        assertThat(new AvroDecoder<>(UsageEvent.class, registry).decode(encoder.encode(whole)))
                .as("the next record, after one that failed halfway")
                .isEqualTo(whole);
    }

    @Test
    void shouldRegisterSchemasWithoutHintsToJava() {
        for (Topic<?> topic : avroTopics().toList()) {
            AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(registry, Registration.REGISTER);
            serializer.serialize(
                    topic.name(),
                    new RandomRecords(1).next(topic.value().<SpecificRecord>asSubclass(SpecificRecord.class)));

            assertThat(registry.latest(topic.subject()).schema().toString()).doesNotContain("avro.java");
        }
        assertThat(List.of(registry.latest("usage.events-value").id())).containsExactly(1);
    }
}
