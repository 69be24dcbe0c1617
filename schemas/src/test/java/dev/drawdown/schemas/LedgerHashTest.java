package dev.drawdown.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.schemas.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerHashTest {
    private static final Schema SCHEMA = LedgerEntry.getClassSchema();

    static Stream<Named<JsonNode>> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(LedgerHashTest.class.getResourceAsStream("/ledger-hash.json"))) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(vector -> Named.of(vector.path("about").asText(), vector));
        }
    }

    static Stream<Schema.Field> fieldsButHash() {
        return SCHEMA.getFields().stream().filter(field -> !field.name().equals("hash"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldHashEveryVectorAsAnIndependentProgramDid(JsonNode vector) {
        LedgerEntry entry = entry(vector.path("entry"));

        assertThat(HexFormat.of()
                        .formatHex(
                                LedgerHash.write(entry, new LedgerHashWriter()).form()))
                .isEqualTo(vector.path("form").asText());
        assertThat(LedgerHash.of(entry)).isEqualTo(vector.path("hash").asText());
    }

    @ParameterizedTest
    @MethodSource("fieldsButHash")
    void shouldChangeWithEveryField(Schema.Field field) {
        RandomRecords records = new RandomRecords(field.pos());
        LedgerEntry entry = hashable(records);
        String before = LedgerHash.of(entry);

        Object changed;
        do {
            changed = hashable(records).get(field.pos());
        } while (Objects.equals(changed, entry.get(field.pos())));
        entry.put(field.pos(), changed);

        assertThat(LedgerHash.of(entry)).isNotEqualTo(before);
    }

    @Test
    void shouldCoverEveryFieldButTheHash() {
        assertThat(LedgerHashWriter.FIELDS).isEqualTo(SCHEMA.getFields().size() - 1);
    }

    @Test
    void shouldNotDependOnTheHashThatAnEntryHas() {
        LedgerEntry entry = hashable(new RandomRecords(1));
        String hash = LedgerHash.of(entry);
        entry.setHash("anything");

        assertThat(LedgerHash.of(entry)).isEqualTo(hash);
    }

    @Test
    void shouldNotDependOnTheScaleThatADecimalHappensToHave() {
        LedgerEntry entry = hashable(new RandomRecords(1));
        entry.setAmount(new BigDecimal("5.000000"));
        entry.setQuantity(new BigDecimal("2.000000000000000000"));
        String hash = LedgerHash.of(entry);
        entry.setAmount(new BigDecimal("5"));
        entry.setQuantity(new BigDecimal("2.0"));

        assertThat(LedgerHash.of(entry)).isEqualTo(hash);
    }

    @Test
    void shouldTellFieldsApartThatReadAlikeInARow() {
        LedgerEntry one = hashable(new RandomRecords(1));
        LedgerEntry other = LedgerEntry.newBuilder(one).build();
        one.setLeadId("ab");
        one.setBuyerId("c");
        other.setLeadId("a");
        other.setBuyerId("bc");

        assertThat(LedgerHash.of(one)).isNotEqualTo(LedgerHash.of(other));
    }

    @Test
    void shouldRefuseAnEntryOfTooFewFields() {
        LedgerHashWriter writer = new LedgerHashWriter().begin().text("w").number(1);

        assertThatThrownBy(writer::hex).hasMessageContaining("44 fields, but 2");
    }

    private static LedgerEntry hashable(RandomRecords records) {
        LedgerEntry entry = records.next(LedgerEntry.class);
        // Any text will do for the others, but this must be the hash of something.
        entry.setPrevHash(
                Integer.toHexString(entry.toString().hashCode() | 0x8000_0000).repeat(8));
        return entry;
    }

    private static LedgerEntry entry(JsonNode json) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(SCHEMA)
                    .write(new JsonReader(Instant.EPOCH).read(SCHEMA, json), binary);
            binary.flush();
            return new SpecificDatumReader<>(LedgerEntry.class)
                    .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
