package dev.drawdown.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Writes what routes build, and reads what they are sent: nothing doubled, nothing behind the end, numbers exactly. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode text(String text) {
        return MAPPER.getNodeFactory().textNode(text);
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static String write(Object value) {
        return write(MAPPER, value);
    }

    private static String write(JsonMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected maps, lists and plain values, but " + e.getMessage(), e);
        }
    }

    /** Writes JSON such that what says the same in another order of its fields is the same. */
    static String canonical(JsonNode json) {
        return write(SORTED, json);
    }

    /**
     * Reads JSON.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong and where
     */
    static JsonNode read(byte[] bytes) {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json == null || json.isMissingNode()) {
                throw new IllegalArgumentException("Expected JSON, but there is nothing");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected JSON, but " + where(e) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected JSON, but " + e.getMessage(), e);
        }
    }

    /** Of what is too deep or too long it is not said where. */
    private static String where(JsonProcessingException problem) {
        JsonLocation at = problem.getLocation();
        return at == null ? "" : "in line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }
}
