package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.json.JsonWriter;
import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads any record in the wire format, by the schema that it was written with, as JSON for people. */
public final class JsonDecoder {
    private final SchemaRegistry registry;

    /** A decoder that asks {@code registry} for the writers' schemas. */
    public JsonDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Returns the record that {@code bytes} carry. */
    public ObjectNode decode(byte[] bytes) throws UndecodableException {
        Schema schema = registry.byId(WireFormat.schemaId(bytes, 0, bytes.length));
        int header = WireFormat.HEADER_LENGTH;
        try {
            return JsonWriter.write(new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null)));
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw new UndecodableException(
                    Reason.MALFORMED, "Expected a complete " + schema.getName() + ", but " + e.getMessage(), e);
        }
    }
}
