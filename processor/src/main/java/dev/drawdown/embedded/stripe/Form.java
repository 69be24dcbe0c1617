package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Form encoding with brackets, as a tree: {@code a[b]=1} is an object, {@code a[]=1} and {@code a[0][b]=1} lists. */
final class Form {
    /** Its keys are the caller's own, so that numbers among them do not make it a list. */
    private static final String METADATA = "metadata";

    private static final int DEEPEST = 10;

    private Form() {}

    static ObjectNode parse(@Nullable String text) {
        ObjectNode root = Json.object();
        if (text == null || text.isEmpty()) {
            return root;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                put(root, segments(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        listsInside(root);
        return root;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.malformed("Expected a form with percent encoding, but " + malformed.getMessage());
        }
    }

    private static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        int bracket = name.indexOf('[');
        segments.add(bracket < 0 ? name : name.substring(0, bracket));
        while (bracket >= 0) {
            int end = name.indexOf(']', bracket);
            if (end < 0 || segments.size() == DEEPEST) {
                throw ApiRefusal.malformed("Expected brackets in pairs, but got " + name);
            }
            segments.add(name.substring(bracket + 1, end));
            bracket = name.indexOf('[', end);
        }
        return segments;
    }

    private static void put(ObjectNode root, List<String> segments, String value) {
        ObjectNode at = root;
        for (int i = 0; i < segments.size() - 1; i++) {
            String key = key(at, segments.get(i));
            at = at.get(key) instanceof ObjectNode deeper ? deeper : at.putObject(key);
        }
        at.put(key(at, segments.getLast()), value);
    }

    private static String key(ObjectNode at, String segment) {
        return segment.isEmpty() ? Integer.toString(at.size()) : segment;
    }

    private static void listsInside(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue() instanceof ObjectNode inner && !field.getKey().equals(METADATA)) {
                listsInside(inner);
                if (isList(inner)) {
                    ArrayNode list = JsonNodeFactory.instance.arrayNode();
                    inner.forEach(list::add);
                    field.setValue(list);
                }
            }
        }
    }

    private static boolean isList(ObjectNode object) {
        int next = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getKey().equals(Integer.toString(next))) {
                return false;
            }
            next++;
        }
        return next > 0;
    }
}
