package dev.drawdown.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as other languages know it: without the hints to Java that generated classes carry.
 *
 * <p>Were it registered with them, the registry would hold two versions of every schema, ours and the one that everybody
 * else reads from the same file.
 */
public final class WireSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA_STRING = "avro.java.string";

    private WireSchema() {}

    /** Returns {@code schema} without hints to Java. */
    public static Schema of(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            removeHints(json);
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected the JSON of " + schema.getFullName(), e);
        }
    }

    private static void removeHints(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        json.forEach(WireSchema::removeHints);
    }
}
