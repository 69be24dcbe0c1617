package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stripe's objects as JSON trees. A field whose name begins with {@code _} is the simulator's own and never leaves. */
final class Json {
    static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Adds fields that are there and hold nothing: Stripe leaves none of them out. */
    static ObjectNode nulls(ObjectNode object, String... names) {
        for (String name : names) {
            object.putNull(name);
        }
        return object;
    }

    /** Returns a field's text, empty where there is none. */
    static String text(JsonNode object, String name) {
        return object.path(name).asText("");
    }

    /** Returns the id in a field, null where there is none. */
    static @Nullable String reference(JsonNode object, String name) {
        String id = text(object, name);
        return id.isEmpty() ? null : id;
    }

    static ObjectNode list(String url, List<? extends JsonNode> data, boolean hasMore) {
        ObjectNode list = object().put("object", "list").put("url", url).put("has_more", hasMore);
        list.putArray("data").addAll(data);
        return list;
    }

    /** Returns a copy without the simulator's own fields. */
    static ObjectNode visible(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> own = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getKey().startsWith("_")) {
                    own.add(field.getKey());
                } else {
                    strip(field.getValue());
                }
            }
            object.remove(own);
        } else if (node instanceof ArrayNode array) {
            array.forEach(Json::strip);
        }
    }
}
