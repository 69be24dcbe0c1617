package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in the wire format of the contract: a zero byte, the schema's id in four, Avro binary; for one thread.
 *
 * <p>What was written with the schema that is expected is read by a decoder of that schema; what was written with another
 * version is left to Avro, which knows how versions match.
 */
final class WireReader {
    private static final int HEADER_BYTES = 5;

    private final WriterSchemas schemas;
    private final GenericData data = new GenericData();
    private final IdentityHashMap<Schema, Map<Integer, Reading>> readings = new IdentityHashMap<>();
    private @Nullable BinaryDecoder decoder;

    /** How values of a writer's schema are read as one of the expected. */
    private sealed interface Reading {
        record Straight(FieldsDecoder decoder) implements Reading {}

        record ByAvro(GenericDatumReader<IndexedRecord> reader) implements Reading {}

        record NotAtAll() implements Reading {}
    }

    WireReader(WriterSchemas schemas) {
        this.schemas = schemas;
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    Fields read(@Nullable ByteBuffer bytes, Schema expected) throws Unreadable {
        if (bytes == null) {
            throw new Unreadable(DeadLetterCodes.NULL_VALUE);
        }
        byte[] value = Recorded.array(bytes);
        if (value.length < HEADER_BYTES || value[0] != 0) {
            throw new Unreadable(DeadLetterCodes.NOT_WIRE_FORMAT);
        }
        return decode(value, reading(ByteBuffer.wrap(value).getInt(1), expected));
    }

    private Reading reading(int id, Schema expected) throws Unreadable {
        Map<Integer, Reading> known = readings.computeIfAbsent(expected, schema -> new HashMap<>());
        Reading reading = known.get(id);
        if (reading == null) {
            Schema writer = schemas.find(id);
            if (writer == null) {
                throw new Unreadable(DeadLetterCodes.UNKNOWN_SCHEMA);
            }
            reading = reading(writer, expected);
            known.put(id, reading);
        }
        return reading;
    }

    private Reading reading(Schema writer, Schema expected) {
        if (!writer.getFullName().equals(expected.getFullName()) || !readable(writer, expected)) {
            return new Reading.NotAtAll();
        }
        FieldsDecoder straight = sameLayout(writer, expected) ? FieldsDecoder.of(expected) : null;
        return straight == null
                ? new Reading.ByAvro(new GenericDatumReader<>(writer, expected, data))
                : new Reading.Straight(straight);
    }

    private static boolean readable(Schema writer, Schema expected) {
        return SchemaCompatibility.checkReaderWriterCompatibility(expected, writer)
                        .getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
    }

    private static boolean sameLayout(Schema writer, Schema expected) {
        return SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(expected));
    }

    private Fields decode(byte[] value, Reading reading) throws Unreadable {
        BinaryDecoder in =
                DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
        decoder = in;
        try {
            Fields fields = switch (reading) {
                case Reading.Straight(FieldsDecoder straight) -> straight.read(in);
                case Reading.ByAvro(GenericDatumReader<IndexedRecord> avro) -> Fields.of(avro.read(null, in));
                case Reading.NotAtAll _ -> throw new Unreadable(DeadLetterCodes.WRONG_SCHEMA);
            };
            if (!in.isEnd()) {
                throw new Unreadable(DeadLetterCodes.UNDECODABLE);
            }
            return fields;
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | NumberFormatException damaged) {
            throw new Unreadable(DeadLetterCodes.UNDECODABLE);
        }
    }
}
