package dev.drawdown.connectors;

import dev.drawdown.schemas.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericFixed;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * How one field of a record becomes one column.
 *
 * @param type makes the column's type anew, since Connect's builders are used up
 * @param value turns a value that is there into Connect's form of it
 */
record Column(Supplier<SchemaBuilder> type, Function<Object, Object> value, boolean isOptional) {
    /** Where JDBC sinks look for how many digits a decimal has; Connect's own type knows the scale only. */
    private static final String PRECISION = "connect.decimal.precision";

    private static final char REPLACEMENT = '\uFFFD';

    /** Behind an even number of backslashes, since behind an odd one it is text that merely looks so. */
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    static Column of(org.apache.avro.Schema schema) {
        return switch (schema.getType()) {
            case STRING, ENUM -> column(SchemaBuilder::string, text -> storable(text.toString()));
            case INT -> column(SchemaBuilder::int32, number -> number);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? column(Timestamp::builder, millis -> Timestamp.toLogical(Timestamp.SCHEMA, (Long) millis))
                        : column(SchemaBuilder::int64, number -> number);
            case BOOLEAN -> column(SchemaBuilder::bool, truth -> truth);
            case FLOAT -> column(SchemaBuilder::float32, number -> number);
            case DOUBLE -> column(SchemaBuilder::float64, number -> number);
            case BYTES ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? decimal(decimal)
                        : column(SchemaBuilder::bytes, bytes -> bytes);
            case FIXED -> column(SchemaBuilder::bytes, fixed -> ByteBuffer.wrap(((GenericFixed) fixed).bytes()));
            case UNION -> union(schema);
            case RECORD, ARRAY, MAP -> json(schema);
            case NULL -> json(schema).optional();
        };
    }

    private static Column column(Supplier<SchemaBuilder> type, Function<Object, Object> value) {
        return new Column(type, value, false);
    }

    private static Column decimal(LogicalTypes.Decimal decimal) {
        int scale = decimal.getScale();
        String precision = Integer.toString(decimal.getPrecision());
        return column(
                () -> Decimal.builder(scale).parameter(PRECISION, precision),
                bytes -> new BigDecimal(unscaled((ByteBuffer) bytes), scale));
    }

    private static BigInteger unscaled(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return new BigInteger(copy);
    }

    /** A value that may be absent is its type or nothing; any other choice is JSON that names what was chosen. */
    private static Column union(org.apache.avro.Schema union) {
        List<org.apache.avro.Schema> present = union.getTypes().stream()
                .filter(branch -> branch.getType() != org.apache.avro.Schema.Type.NULL)
                .toList();
        Column column = present.size() == 1 ? of(present.getFirst()) : json(union);
        return union.isNullable() ? column.optional() : column;
    }

    /** What is nested becomes text, as people write it: a table of a table of columns is nothing that can be summed up. */
    private static Column json(org.apache.avro.Schema schema) {
        return column(
                SchemaBuilder::string,
                nested -> storableJson(JsonWriter.value(schema, nested).toString()));
    }

    private Column optional() {
        return new Column(() -> type.get().optional(), value, true);
    }

    SchemaBuilder builder() {
        return type.get();
    }

    @Nullable
    Object toConnect(@Nullable Object avro) {
        return avro == null ? null : value.apply(avro);
    }

    /** No text of PostgreSQL's can hold U+0000, and one such entry would hold up all that come after it. */
    private static String storable(String text) {
        return text.replace('\0', REPLACEMENT);
    }

    /** JSON escapes it, but PostgreSQL's binary JSON refuses that, too. */
    private static String storableJson(String json) {
        return json.contains("\\u0000") ? ESCAPED_NUL.matcher(json).replaceAll("$1" + REPLACEMENT) : json;
    }
}
