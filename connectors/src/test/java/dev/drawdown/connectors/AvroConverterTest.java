package dev.drawdown.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of field, and of what cannot be read. */
class AvroConverterTest {
    private static final String TOPIC = "wallet.payment-requests";

    private static final Instant AT = Instant.parse("2026-03-29T01:30:00.123Z");

    /** Everything that a record of the contract may have, and a little more. */
    private static final org.apache.avro.Schema ALL_KINDS = new org.apache.avro.Schema.Parser().parse("""
        {"type": "record", "name": "AllKinds", "namespace": "test", "fields": [
          {"name": "text", "type": "string", "doc": "Words."},
          {"name": "money", "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}},
          {"name": "rate", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 18}],
           "default": null},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "count", "type": "long"},
          {"name": "place", "type": "int"},
          {"name": "yes", "type": "boolean"},
          {"name": "ratio", "type": "double"},
          {"name": "raw", "type": "bytes"},
          {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["ON", "OFF"]}},
          {"name": "list", "type": {"type": "array", "items": "string"}},
          {"name": "names", "type": {"type": "map", "values": "string"}},
          {"name": "body", "type": [{"type": "record", "name": "One", "fields": [{"name": "a", "type": "long"}]},
                                    {"type": "record", "name": "Two", "fields": []}]},
          {"name": "added", "type": "long", "default": 7},
          {"name": "added_money", "default": "\\u0001",
           "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}}
        ]}\
        """);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Test
    void shouldKeepEveryKindOfField() {
        SchemaAndValue converted = new AvroConverter(registry, null).toConnectData(TOPIC, encode(allKinds("plain")));

        Struct struct = (Struct) converted.value();
        assertThat(struct.schema()).isSameAs(converted.schema());
        assertThat(converted.schema().name()).isEqualTo("test.AllKinds");
        assertThat(struct.get("text")).isEqualTo("plain");
        assertThat(struct.get("money")).isEqualTo(new BigDecimal("-12.345678"));
        assertThat(struct.get("rate")).isNull();
        assertThat(struct.get("at")).isEqualTo(Timestamp.toLogical(Timestamp.SCHEMA, AT.toEpochMilli()));
        assertThat(struct.get("count")).isEqualTo(Long.MAX_VALUE);
        assertThat(struct.get("place")).isEqualTo(-3);
        assertThat(struct.get("yes")).isEqualTo(true);
        assertThat(struct.get("ratio")).isEqualTo(0.5);
        assertThat(struct.get("raw")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(struct.get("state")).isEqualTo("OFF");
    }

    @Test
    void shouldWriteWhatIsNestedAsJson() {
        Struct struct = (Struct) new AvroConverter(registry, null)
                .toConnectData(TOPIC, encode(allKinds("plain")))
                .value();

        assertThat(struct.get("list")).isEqualTo("[\"a\",\"b\"]");
        assertThat(struct.get("names")).isEqualTo("{\"k\":\"v\"}");
        assertThat(struct.get("body")).isEqualTo("{\"One\":{\"a\":5}}");
    }

    @Test
    void shouldNameTheTypesThatTablesAreMadeOf() {
        Schema schema = new AvroConverter(registry, null)
                .toConnectData(TOPIC, encode(allKinds("plain")))
                .schema();

        Schema money = schema.field("money").schema();
        assertThat(money.name()).isEqualTo(Decimal.LOGICAL_NAME);
        assertThat(money.parameters()).isEqualTo(Map.of("scale", "6", "connect.decimal.precision", "18"));
        assertThat(money.isOptional()).isFalse();
        Schema rate = schema.field("rate").schema();
        assertThat(rate.parameters()).isEqualTo(Map.of("scale", "18", "connect.decimal.precision", "38"));
        assertThat(rate.isOptional()).isTrue();
        assertThat(schema.field("at").schema().name()).isEqualTo(Timestamp.LOGICAL_NAME);
        assertThat(schema.field("text").schema().doc()).isEqualTo("Words.");
    }

    @Test
    void shouldHandOnDefaultsSoThatAColumnCanBeAdded() {
        Schema schema = new AvroConverter(registry, null)
                .toConnectData(TOPIC, encode(allKinds("plain")))
                .schema();

        assertThat(schema.field("added").schema().defaultValue()).isEqualTo(7L);
        assertThat(schema.field("added_money").schema().defaultValue()).isEqualTo(new BigDecimal("0.000001"));
        assertThat(schema.field("text").schema().defaultValue()).isNull();
    }

    @Test
    void shouldUseOneSchemaForAllRecordsOfAnId() {
        AvroConverter converter = new AvroConverter(registry, null);

        Schema first = converter.toConnectData(TOPIC, encode(allKinds("a"))).schema();
        Schema second = converter.toConnectData(TOPIC, encode(allKinds("b"))).schema();

        assertThat(second).isSameAs(first);
    }

    @Test
    void shouldReplaceTheCharacterThatNoTextOfPostgresHolds() {
        GenericRecord record = allKinds("a\0b");
        record.put("list", List.of("c\0d", "\\u0000", "e\\\0"));

        Struct struct = (Struct) new AvroConverter(registry, null)
                .toConnectData(TOPIC, encode(record))
                .value();

        assertThat(struct.get("text")).isEqualTo("a\uFFFDb");
        assertThat(struct.get("list")).isEqualTo("[\"c\uFFFDd\",\"\\\\u0000\",\"e\\\\\uFFFD\"]");
    }

    @Test
    void shouldTakeATombstoneForNothing() {
        assertThat(new AvroConverter(registry, null).toConnectData(TOPIC, null)).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void shouldTurnAwayWhatCannotBeRead() {
        AvroConverter converter = new AvroConverter(registry, null);
        byte[] whole = encode(allKinds("plain"));
        byte[] truncated = Arrays.copyOf(whole, whole.length - 3);
        byte[] tooLong = Arrays.copyOf(whole, whole.length + 1);
        byte[] unknownSchema = {0, 0, 0, 0, 99, 1};

        for (byte[] garbage : List.of(
                new byte[0], "{\"json\": 1}".getBytes(StandardCharsets.UTF_8), truncated, tooLong, unknownSchema)) {
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> converter.toConnectData(TOPIC, garbage))
                    .withMessageStartingWith(TOPIC + ": Expected ");
        }
    }

    @Test
    void shouldTurnAwayAnyOtherRecordWhereOneIsNamed() {
        String wanted = PaymentRequest.getClassSchema().getFullName();
        AvroConverter converter = new AvroConverter(registry, wanted);

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> converter.toConnectData(TOPIC, encode(allKinds("plain"))))
                .withMessage(TOPIC + ": Expected a " + wanted + ", but the value is a test.AllKinds");
        assertThat(new AvroConverter(registry, "test.AllKinds")
                        .toConnectData(TOPIC, encode(allKinds("plain")))
                        .value())
                .isNotNull();
    }

    @Test
    void shouldAskAgainWhereTheRegistryDoesNotAnswer() {
        SchemaRegistry down = new SilentRegistry();

        assertThatExceptionOfType(RetriableException.class)
                .isThrownBy(() -> new AvroConverter(down, null).toConnectData(TOPIC, encode(allKinds("plain"))));
    }

    @Test
    void shouldRefuseKeys() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> new AvroConverter().configure(Map.of("schema.registry.url", "http://localhost:1"), true))
                .withMessageContaining("StringConverter");
    }

    @Test
    void shouldBeForSinksOnly() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new AvroConverter(registry, null).fromConnectData(TOPIC, Schema.STRING_SCHEMA, "x"))
                .withMessageContaining("would write to it");
    }

    @Test
    void shouldReadWhatTheContractsOwnWriterWrites() {
        int id = registry.register(TOPIC + "-value", CommandOutcome.getClassSchema());
        assertThat(id).isPositive();
        byte[] value = AvroEncoder.forSubject(TOPIC + "-value", CommandOutcome.class, registry, Registration.REGISTER)
                .encode(CommandOutcome.newBuilder()
                        .setCommandId("c-1")
                        .setWalletId("w-1")
                        .setStatus("ACCEPTED")
                        .setDuplicate(false)
                        .setCode("ACCEPTED")
                        .setMessage("")
                        .setAvailable(new BigDecimal("1.500000"))
                        .setSeq(4L)
                        .setAt(Instant.EPOCH)
                        .build());

        Struct struct = (Struct)
                new AvroConverter(registry, null).toConnectData(TOPIC, value).value();

        assertThat(struct.get("available")).isEqualTo(new BigDecimal("1.500000"));
        assertThat(struct.get("command_id")).isEqualTo("c-1");
    }

    private static GenericRecord allKinds(String text) {
        org.apache.avro.Schema body =
                ALL_KINDS.getField("body").schema().getTypes().getFirst();
        return new GenericRecordBuilder(ALL_KINDS)
                .set("text", text)
                .set(
                        "money",
                        ByteBuffer.wrap(
                                new BigDecimal("-12.345678").unscaledValue().toByteArray()))
                .set("at", AT.toEpochMilli())
                .set("count", Long.MAX_VALUE)
                .set("place", -3)
                .set("yes", true)
                .set("ratio", 0.5)
                .set("raw", ByteBuffer.wrap(new byte[] {1, 2}))
                .set(
                        "state",
                        new GenericData.EnumSymbol(ALL_KINDS.getField("state").schema(), "OFF"))
                .set("list", List.of("a", "b"))
                .set("names", Map.of("k", "v"))
                .set("body", new GenericRecordBuilder(body).set("a", 5L).build())
                .build();
    }

    private byte[] encode(GenericRecord record) {
        int id = registry.register("test-value", record.getSchema());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A registry that does not answer. */
    private static final class SilentRegistry implements SchemaRegistry {
        @Override
        public org.apache.avro.Schema byId(int id) {
            throw silence();
        }

        @Override
        public int register(String subject, org.apache.avro.Schema schema) {
            throw silence();
        }

        @Override
        public int idOf(String subject, org.apache.avro.Schema schema) {
            throw silence();
        }

        @Override
        public RegisteredSchema latest(String subject) {
            throw silence();
        }

        private static SchemaRegistryException silence() {
            return new SchemaRegistryException(SchemaRegistryException.Kind.UNAVAILABLE, "no answer");
        }
    }
}
