package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.FieldNames;
import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary form of one schema straight into fields, in the same forms as {@link Fields#of} makes of Avro's own
 * records; for one thread.
 *
 * <p>Avro's generic reader is right and slow: millions of records a run are worth a walk along the schema that was looked
 * at once. A schema with anything unusual in it has none, and is left to Avro.
 */
final class FieldsDecoder {
    private static final int LONG_BYTES = 8;

    private final RecordPart root;

    private FieldsDecoder(RecordPart root) {
        this.root = root;
    }

    /** The decoder of a record's schema, or null where Avro's own has to do. */
    static @Nullable FieldsDecoder of(Schema schema) {
        return part(schema) instanceof RecordPart root ? new FieldsDecoder(root) : null;
    }

    Fields read(BinaryDecoder in) throws IOException {
        return root.read(in);
    }

    /** A way to read one value. */
    private interface Part {
        @Nullable
        Object read(BinaryDecoder in) throws IOException;
    }

    private record RecordPart(FieldNames names, List<Part> fields) implements Part {
        @Override
        public Fields read(BinaryDecoder in) throws IOException {
            @Nullable Object[] values = new Object[fields.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = fields.get(i).read(in);
            }
            return new Fields(names, values);
        }
    }

    private record UnionPart(List<Part> branches) implements Part {
        @Override
        public @Nullable Object read(BinaryDecoder in) throws IOException {
            return branches.get(in.readIndex()).read(in);
        }
    }

    private record ListPart(Part element) implements Part {
        @Override
        public Object read(BinaryDecoder in) throws IOException {
            List<@Nullable Object> list = new ArrayList<>(0);
            for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
                for (long i = 0; i < left; i++) {
                    list.add(element.read(in));
                }
            }
            return list;
        }
    }

    private record MapPart(Part element) implements Part {
        @Override
        public Object read(BinaryDecoder in) throws IOException {
            Map<String, @Nullable Object> map = new LinkedHashMap<>(0);
            for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
                for (long i = 0; i < left; i++) {
                    map.put(in.readString(null).toString(), element.read(in));
                }
            }
            return map;
        }
    }

    private record DecimalPart(int scale) implements Part {
        @Override
        public Object read(BinaryDecoder in) throws IOException {
            ByteBuffer bytes = in.readBytes(null);
            int length = bytes.remaining();
            if (length > LONG_BYTES) {
                byte[] all = new byte[length];
                bytes.get(all);
                return Money.plain(new BigDecimal(new BigInteger(all), scale));
            }
            if (length == 0) {
                throw new NumberFormatException("Expected a number, but it has no bytes");
            }
            long unscaled = bytes.get();
            for (int i = 1; i < length; i++) {
                unscaled = (unscaled << Byte.SIZE) | (bytes.get() & 0xff);
            }
            return Money.plain(unscaled, scale);
        }
    }

    private static @Nullable Part part(Schema schema) {
        boolean plain = schema.getLogicalType() == null;
        return switch (schema.getType()) {
            case NULL -> in -> null;
            case STRING -> plain ? in -> in.readString(null).toString() : null;
            case INT -> plain ? in -> (long) in.readInt() : null;
            case LONG -> number(schema);
            case BOOLEAN -> BinaryDecoder::readBoolean;
            case BYTES ->
                schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? new DecimalPart(decimal.getScale())
                        : null;
            case UNION -> union(schema);
            case ARRAY -> {
                Part element = part(schema.getElementType());
                yield element == null ? null : new ListPart(element);
            }
            case MAP -> {
                Part element = part(schema.getValueType());
                yield element == null ? null : new MapPart(element);
            }
            case RECORD -> record(schema);
            case ENUM, FIXED, FLOAT, DOUBLE -> null;
        };
    }

    private static @Nullable Part number(Schema schema) {
        if (schema.getLogicalType() == null) {
            return BinaryDecoder::readLong;
        }
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? in -> Instant.ofEpochMilli(in.readLong())
                : null;
    }

    private static @Nullable Part union(Schema schema) {
        List<Part> branches = new ArrayList<>();
        for (Schema branch : schema.getTypes()) {
            Part part = part(branch);
            if (part == null) {
                return null;
            }
            branches.add(part);
        }
        return new UnionPart(branches);
    }

    private static @Nullable Part record(Schema schema) {
        List<String> names = new ArrayList<>();
        List<Part> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Part part = part(field.schema());
            if (part == null) {
                return null;
            }
            names.add(field.name());
            fields.add(part);
        }
        return new RecordPart(new FieldNames(schema.getName(), names), fields);
    }
}
