package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, read with Stripe's refusals. An empty text is the wish to unset, as with Stripe. */
record Params(ObjectNode tree) {
    private static final int METADATA_KEYS = 50;
    private static final int METADATA_KEY_LENGTH = 40;
    private static final int METADATA_VALUE_LENGTH = 500;

    /** Refuses what this call does not know; every call knows {@code expand}. */
    Params only(String... allowed) {
        Set<String> known = Set.of(allowed);
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!known.contains(field.getKey()) && !field.getKey().equals("expand")) {
                throw ApiRefusal.unknownParameter(field.getKey());
            }
        }
        return this;
    }

    Params with(String name, String value) {
        return new Params(tree.deepCopy().put(name, value));
    }

    boolean has(String name) {
        return tree.has(name);
    }

    @Nullable
    String text(String name) {
        JsonNode value = tree.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isValueNode()) {
            throw ApiRefusal.invalid(null, name, "Expected a text for " + name + ", but it has parts");
        }
        return value.asText().isEmpty() ? null : value.asText();
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw ApiRefusal.missing(name);
        }
        return value;
    }

    /** Returns one of the values that there are, or the first of them where none is given. */
    String oneOf(String name, String... values) {
        String value = text(name);
        if (value == null) {
            return values[0];
        }
        if (!List.of(values).contains(value)) {
            throw ApiRefusal.invalid(
                    null, name, "Expected " + name + " to be one of " + List.of(values) + ", but it is " + value);
        }
        return value;
    }

    long integer(String name, long otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw ApiRefusal.invalid(
                    "parameter_invalid_integer", name, "Expected a whole number for " + name + ", but it is " + value);
        }
    }

    long requiredInteger(String name) {
        required(name);
        return integer(name, 0);
    }

    boolean flag(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw ApiRefusal.invalid(null, name, "Expected true or false for " + name + ", but it is " + value);
        }
        return value.equals("true");
    }

    Params inside(String name) {
        return new Params(tree.get(name) instanceof ObjectNode inner ? inner : Json.object());
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        tree.path(name).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    /** Changes fields of an object to what was given, and leaves the others. */
    void copyTexts(ObjectNode object, String... names) {
        for (String name : names) {
            if (has(name)) {
                object.put(name, text(name));
            }
        }
    }

    /** Adds to an object's metadata; an empty value takes its key out. */
    void mergeMetadata(ObjectNode object) {
        ObjectNode metadata =
                object.get("metadata") instanceof ObjectNode before ? before : object.putObject("metadata");
        if (tree.path("metadata").isTextual()) {
            metadata.removeAll();
            return;
        }
        for (Map.Entry<String, JsonNode> field : tree.path("metadata").properties()) {
            String value = field.getValue().asText();
            if (field.getKey().length() > METADATA_KEY_LENGTH || value.length() > METADATA_VALUE_LENGTH) {
                throw ApiRefusal.invalid(
                        null,
                        "metadata",
                        "Expected keys of at most 40 and values of at most 500 characters, but metadata has longer");
            }
            if (value.isEmpty()) {
                metadata.remove(field.getKey());
            } else {
                metadata.put(field.getKey(), value);
            }
        }
        if (metadata.size() > METADATA_KEYS) {
            throw ApiRefusal.invalid(null, "metadata", "Expected at most 50 keys in metadata, but there are more");
        }
    }
}
