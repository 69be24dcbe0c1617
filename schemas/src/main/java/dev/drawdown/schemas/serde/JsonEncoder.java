package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes a record that somebody wrote as JSON in the wire format, for one topic. */
public final class JsonEncoder {
    private final Schema schema;
    private final int schemaId;

    /** An encoder for the values of {@code topic}, whose schema it registers. */
    public JsonEncoder(Topic<?> topic, SchemaRegistry registry) {
        this.schema = topic.schema();
        this.schemaId = registry.register(topic.subject(), schema);
    }

    /** Returns the bytes of a record; {@code now} is what the time {@code "now"} means. */
    public byte[] encode(JsonNode json, Instant now) {
        GenericRecord record = new JsonReader(now).read(schema, json);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WireFormat.writeHeader(out, schemaId);
        BinaryEncoder body = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, body);
            body.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
