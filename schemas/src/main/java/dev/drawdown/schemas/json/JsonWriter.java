package dev.drawdown.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as the plain JSON that {@link JsonReader} reads: money as decimal strings, times in ISO 8601, a choice
 * of records as an object with one member.
 */
public final class JsonWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonWriter() {}

    /** Writes a record as Avro's generic reader gives it, without conversions of logical types. */
    public static ObjectNode write(GenericRecord record) {
        ObjectNode json = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.set(field.name(), value(field.schema(), record.get(field.pos())));
        }
        return json;
    }

    /** Writes one value of {@code schema}, as a field of a record would be written. */
    public static JsonNode value(Schema schema, @Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        return switch (schema.getType()) {
            case RECORD -> write((GenericRecord) value);
            case UNION -> choice(schema, value);
            case ARRAY -> array(schema, (Collection<?>) value);
            case MAP -> map(schema, (Map<?, ?>) value);
            case BYTES -> decimal(schema, (ByteBuffer) value);
            case LONG ->
                schema.getLogicalType() == null
                        ? JSON.numberNode((Long) value)
                        : JSON.textNode(Instant.ofEpochMilli((Long) value).toString());
            case INT -> JSON.numberNode((Integer) value);
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case FLOAT, DOUBLE -> JSON.numberNode(((Number) value).doubleValue());
            case STRING, ENUM, FIXED, NULL -> JSON.textNode(value.toString());
        };
    }

    private static JsonNode choice(Schema union, Object value) {
        Schema branch = union.getTypes().get(GenericData.get().resolveUnion(union, value));
        JsonNode json = value(branch, value);
        boolean isOptional = union.isNullable() && union.getTypes().size() == 2;
        return isOptional || union.getTypes().size() == 1
                ? json
                : JSON.objectNode().set(branch.getName(), json);
    }

    private static ArrayNode array(Schema schema, Collection<?> values) {
        ArrayNode json = JSON.arrayNode(values.size());
        values.forEach(value -> json.add(value(schema.getElementType(), value)));
        return json;
    }

    private static ObjectNode map(Schema schema, Map<?, ?> values) {
        ObjectNode json = JSON.objectNode();
        values.forEach((name, value) -> json.set(name.toString(), value(schema.getValueType(), value)));
        return json;
    }

    private static JsonNode decimal(Schema schema, ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return schema.getLogicalType() instanceof LogicalTypes.Decimal type
                ? JSON.textNode(new BigDecimal(new BigInteger(bytes), type.getScale()).toPlainString())
                : JSON.binaryNode(bytes);
    }
}
