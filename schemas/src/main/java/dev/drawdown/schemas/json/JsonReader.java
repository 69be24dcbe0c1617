package dev.drawdown.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record from plain JSON: fields by the contract's names, money as decimal strings (or numbers), times in ISO 8601
 * (or epoch milliseconds, or {@code "now"}), absent fields by their defaults, and a choice of records as an object with one member, named
 * after the record.
 *
 * <p>A field that the record does not have is refused rather than dropped, since it is nearly always a misspelt one.
 */
public final class JsonReader {
    private static final String NOW = "now";
    private static final int MAX_EXPONENT = 1000;

    private final Instant now;

    /** A reader for which the time {@code "now"} is that instant. */
    public JsonReader(Instant now) {
        this.now = now;
    }

    /** Reads a record; what comes back is ready for Avro's generic writer. */
    public GenericRecord read(Schema schema, JsonNode json) {
        return record(schema, json, "");
    }

    private GenericRecord record(Schema schema, JsonNode json, String path) {
        if (!json.isObject()) {
            throw new JsonMismatchException(path, "an object", "it is " + kind(json));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                throw new JsonMismatchException(join(path, name), "a field of " + schema.getName(), "it is none");
            }
        });
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.get(field.name());
            if (value == null && !field.hasDefaultValue()) {
                throw new JsonMismatchException(join(path, field.name()), "there", "it is missing");
            }
            record.put(
                    field.pos(),
                    value == null
                            ? GenericData.get().getDefaultValue(field)
                            : value(field.schema(), value, join(path, field.name())));
        }
        return record;
    }

    private @Nullable Object value(Schema schema, JsonNode json, String path) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, json, path);
            case UNION -> choice(schema, json, path);
            case ARRAY -> array(schema, json, path);
            case MAP -> map(schema, json, path);
            case BYTES -> decimal(schema, json, path);
            case LONG -> schema.getLogicalType() == null ? integer(json, path) : time(json, path);
            case INT -> smallInteger(json, path);
            case STRING -> text(json, path);
            case BOOLEAN -> flag(json, path);
            case NULL, ENUM, FIXED, FLOAT, DOUBLE ->
                throw new IllegalStateException("No record has a " + schema.getType() + " at " + path);
        };
    }

    private @Nullable Object choice(Schema union, JsonNode json, String path) {
        if (json.isNull()) {
            if (union.isNullable()) {
                return null;
            }
            throw new JsonMismatchException(path, "there", "it is null");
        }
        List<Schema> branches = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() == 1) {
            return value(branches.get(0), json, path);
        }
        if (json.isObject() && json.size() == 1) {
            String name = json.fieldNames().next();
            for (Schema branch : branches) {
                if (branch.getName().equals(name)) {
                    return record(branch, json.get(name), join(path, name));
                }
            }
        }
        List<String> names = branches.stream().map(Schema::getName).toList();
        throw new JsonMismatchException(path, "an object with one member, one of " + names, "it is " + kind(json));
    }

    private List<@Nullable Object> array(Schema schema, JsonNode json, String path) {
        if (!json.isArray()) {
            throw new JsonMismatchException(path, "a list", "it is " + kind(json));
        }
        List<@Nullable Object> values = new ArrayList<>(json.size());
        for (int at = 0; at < json.size(); at++) {
            values.add(value(schema.getElementType(), json.get(at), path + "[" + at + "]"));
        }
        return values;
    }

    private Map<String, @Nullable Object> map(Schema schema, JsonNode json, String path) {
        if (!json.isObject()) {
            throw new JsonMismatchException(path, "an object", "it is " + kind(json));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> values.put(
                        entry.getKey(), value(schema.getValueType(), entry.getValue(), join(path, entry.getKey()))));
        return values;
    }

    private static ByteBuffer decimal(Schema schema, JsonNode json, String path) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal type)) {
            return ByteBuffer.wrap(text(json, path).getBytes(StandardCharsets.UTF_8));
        }
        String expected = "a decimal number with at most " + type.getScale() + " places";
        try {
            BigDecimal number = json.isNumber() ? json.decimalValue() : new BigDecimal(text(json, path));
            // Not before this: a hostile exponent would be spelled out in as many digits.
            if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
                throw new JsonMismatchException(path, expected, "its exponent is beyond all measure");
            }
            BigDecimal scaled = number.setScale(type.getScale());
            if (scaled.precision() > type.getPrecision()) {
                throw new JsonMismatchException(
                        path, "at most " + type.getPrecision() + " digits long", "it is longer");
            }
            return ByteBuffer.wrap(scaled.unscaledValue().toByteArray());
        } catch (ArithmeticException | NumberFormatException mismatch) {
            throw new JsonMismatchException(path, expected, "it is " + json);
        }
    }

    private long time(JsonNode json, String path) {
        if (json.isIntegralNumber()) {
            return json.longValue();
        }
        String text = text(json, path);
        if (text.equals(NOW)) {
            return now.toEpochMilli();
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException mismatch) {
            throw new JsonMismatchException(path, "a time such as 2026-01-31T12:00:00Z", "it is " + json);
        }
    }

    private static long integer(JsonNode json, String path) {
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw new JsonMismatchException(path, "a whole number", "it is " + kind(json));
        }
        return json.longValue();
    }

    private static int smallInteger(JsonNode json, String path) {
        long number = integer(json, path);
        if (number != (int) number) {
            throw new JsonMismatchException(path, "a whole number of at most 31 bits", "it is " + number);
        }
        return (int) number;
    }

    private static boolean flag(JsonNode json, String path) {
        if (!json.isBoolean()) {
            throw new JsonMismatchException(path, "true or false", "it is " + kind(json));
        }
        return json.booleanValue();
    }

    private static String text(JsonNode json, String path) {
        if (!json.isTextual()) {
            throw new JsonMismatchException(path, "text", "it is " + kind(json));
        }
        return json.textValue();
    }

    private static String kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
