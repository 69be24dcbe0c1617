package dev.drawdown.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every record, also those within others, to what the contract says of all of them. */
class SchemaStyleTest {

    static Stream<Schema> records() {
        Map<String, Schema> found = new TreeMap<>();
        Topics.unprefixed().all().stream().filter(Topic::isAvro).forEach(topic -> collect(topic.schema(), found));
        return found.values().stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSayWhatTheRecordAndEveryFieldMeans(Schema record) {
        assertThat(record.getDoc()).isNotBlank();
        assertThat(record.getFields())
                .allSatisfy(field ->
                        assertThat(field.doc()).as(field.name()).isNotBlank().endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldNameThingsAsTheContractDoes(Schema record) {
        assertThat(record.getNamespace()).isEqualTo("dev.drawdown.schemas");
        assertThat(record.getFields())
                .allSatisfy(field -> assertThat(field.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldLetWhatMayBeAbsentBeAbsentByDefault(Schema record) {
        List<String> wrong = record.getFields().stream()
                .filter(field -> field.schema().isNullable())
                .filter(field -> field.schema().getTypes().size() != 2
                        || field.schema().getTypes().get(0).getType() != Schema.Type.NULL
                        || !JsonProperties.NULL_VALUE.equals(field.defaultVal()))
                .map(Field::name)
                .toList();

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldUseFewTypes(Schema record) {
        List<String> types = new ArrayList<>();
        record.getFields().forEach(field -> leaves(field.schema(), types));

        assertThat(types)
                .isSubsetOf(
                        "string",
                        "int",
                        "long",
                        "boolean",
                        "bytes decimal(18,6)",
                        "bytes decimal(38,18)",
                        "long timestamp-millis");
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            default -> {}
        }
    }

    private static void leaves(Schema schema, List<String> types) {
        switch (schema.getType()) {
            case RECORD, NULL -> {}
            case UNION -> schema.getTypes().forEach(branch -> leaves(branch, types));
            case ARRAY -> leaves(schema.getElementType(), types);
            case MAP -> leaves(schema.getValueType(), types);
            default -> types.add(name(schema));
        }
    }

    private static String name(Schema schema) {
        String name = schema.getType().getName();
        if (schema.getLogicalType() == null) {
            return name;
        }
        String logical = schema.getLogicalType().getName();
        return logical.equals("decimal")
                ? "%s decimal(%s,%s)".formatted(name, schema.getObjectProp("precision"), schema.getObjectProp("scale"))
                : name + " " + logical;
    }
}
