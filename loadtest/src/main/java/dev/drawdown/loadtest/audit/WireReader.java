package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads values in the wire format of the contract: a zero byte, the schema's id in four, Avro binary. */
final class WireReader {
    private static final int HEADER_BYTES = 5;

    private final WriterSchemas schemas;
    private final GenericData data = new GenericData();

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
        Schema writer = schemas.find(ByteBuffer.wrap(value).getInt(1));
        if (writer == null) {
            throw new Unreadable(DeadLetterCodes.UNKNOWN_SCHEMA);
        }
        if (!writer.getFullName().equals(expected.getFullName()) || !readable(writer, expected)) {
            throw new Unreadable(DeadLetterCodes.WRONG_SCHEMA);
        }
        return Fields.of(decode(value, writer, expected));
    }

    private static boolean readable(Schema writer, Schema expected) {
        return SchemaCompatibility.checkReaderWriterCompatibility(expected, writer)
                        .getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
    }

    private IndexedRecord decode(byte[] value, Schema writer, Schema expected) throws Unreadable {
        GenericDatumReader<IndexedRecord> reader = new GenericDatumReader<>(writer, expected, data);
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        try {
            IndexedRecord record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new Unreadable(DeadLetterCodes.UNDECODABLE);
            }
            return record;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException damaged) {
            throw new Unreadable(DeadLetterCodes.UNDECODABLE);
        }
    }
}
