package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads any record in the wire format as it was written, by its writer's schema and no other: for whoever passes on fields
 * that this version does not know. Logical types are not converted. For one thread.
 */
public final class GenericDecoder {
    private final SchemaRegistry registry;
    private final Map<Integer, DatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder body;

    public GenericDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Returns the record that {@code bytes} are; its schema is the writer's, the same object for the same id. */
    public GenericRecord decode(byte[] bytes) throws UndecodableException {
        DatumReader<GenericRecord> reader = readerOf(WireFormat.schemaId(bytes, 0, bytes.length));
        int header = WireFormat.HEADER_LENGTH;
        body = DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, body);
        GenericRecord record;
        boolean atEnd;
        try {
            record = reader.read(null, body);
            atEnd = body.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Hostile bytes surface as whatever Avro trips over; all of it means the same.
            throw new UndecodableException(Reason.MALFORMED, "Expected a record, but its bytes do not parse: " + e, e);
        }
        if (!atEnd) {
            throw new UndecodableException(
                    Reason.MALFORMED,
                    "Expected the value to end with its " + record.getSchema().getName() + ", but more follows");
        }
        return record;
    }

    private DatumReader<GenericRecord> readerOf(int schemaId) throws UndecodableException {
        DatumReader<GenericRecord> reader = readers.get(schemaId);
        if (reader == null) {
            reader = read(AvroDecoder.writerSchema(schemaId, registry), schemaId);
            readers.put(schemaId, reader);
        }
        return reader;
    }

    @SuppressWarnings("unchecked") // What reads a record's schema gives records.
    private static DatumReader<GenericRecord> read(Schema schema, int schemaId) throws UndecodableException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new UndecodableException(
                    Reason.WRONG_SCHEMA, "Expected a record, but schema " + schemaId + " is of " + schema.getType());
        }
        return (DatumReader<GenericRecord>) GenericData.get().createDatumReader(schema);
    }
}
