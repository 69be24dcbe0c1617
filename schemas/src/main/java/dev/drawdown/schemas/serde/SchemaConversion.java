package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values of one version of a schema written anew in another, field by field by name.
 *
 * <p>Writing a record straight with another version would pair fields by position, and put a wallet id where the event id
 * belongs as soon as a field was inserted.
 */
final class SchemaConversion {
    private final GenericDatumReader<GenericRecord> reader;
    private final GenericDatumWriter<GenericRecord> writer;

    private SchemaConversion(Schema from, Schema to) {
        this.reader = new GenericDatumReader<>(from, to);
        this.writer = new GenericDatumWriter<>(to);
    }

    /** Returns the conversion, or null where the two are the same. */
    static @Nullable SchemaConversion between(Schema from, Schema to) {
        if (from.equals(to)) {
            return null;
        }
        if (SchemaCompatibility.checkReaderWriterCompatibility(to, from).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRegistryException(
                    Kind.REFUSED,
                    "Expected the latest version to take a " + from.getFullName() + ", but it is incompatible");
        }
        return new SchemaConversion(from, to);
    }

    byte[] convert(byte[] value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        out.write(value, 0, WireFormat.HEADER_LENGTH);
        GenericRecord record = reader.read(
                null,
                DecoderFactory.get()
                        .binaryDecoder(value, WireFormat.HEADER_LENGTH, value.length - WireFormat.HEADER_LENGTH, null));
        BinaryEncoder body = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(record, body);
        body.flush();
        return out.toByteArray();
    }
}
