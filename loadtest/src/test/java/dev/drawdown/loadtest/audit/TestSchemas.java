package dev.drawdown.loadtest.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A registry without a server. */
final class TestSchemas implements WriterSchemas {
    private final List<Schema> schemas = new ArrayList<>();
    private final GenericData data = new GenericData();

    TestSchemas() {
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    @Override
    public @Nullable Schema find(int id) {
        return id >= 0 && id < schemas.size() ? schemas.get(id) : null;
    }

    byte[] encode(IndexedRecord record) {
        if (!schemas.contains(record.getSchema())) {
            schemas.add(record.getSchema());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4)
                .putInt(schemas.indexOf(record.getSchema()))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            if (record instanceof SpecificRecord specific) {
                new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForClass(specific.getClass()))
                        .write(specific, encoder);
            } else {
                new GenericDatumWriter<IndexedRecord>(record.getSchema(), data).write(record, encoder);
            }
            encoder.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    /** A record with these values, and something harmless in the fields that have neither value nor default. */
    static GenericRecord record(Schema schema, Map<String, Object> values) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = values.get(field.name());
            if (value == null) {
                record.put(field.pos(), filler(field));
            } else {
                record.put(field.pos(), fitting(value, field.schema()));
            }
        }
        return record;
    }

    private static @Nullable Object filler(Schema.Field field) {
        return switch (field.schema().getType()) {
            case STRING -> "filler";
            case ARRAY -> List.of();
            case LONG -> Instant.EPOCH;
            case BOOLEAN -> false;
            case BYTES -> BigDecimal.ZERO.setScale(6);
            default -> null;
        };
    }

    private static Object fitting(Object value, Schema schema) {
        if (value instanceof BigDecimal number) {
            return number.setScale(((LogicalTypes.Decimal) present(schema).getLogicalType()).getScale());
        }
        return present(schema).getType() == Schema.Type.INT ? (Object) Math.toIntExact((Long) value) : value;
    }

    private static Schema present(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes().getLast() : schema;
    }
}
