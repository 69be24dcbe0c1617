package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Stripe's published description says of its objects, to hold answers against; its table stands beside it. */
final class ObjectShapes {
    private static final int COLUMNS = 5;

    /** Where an object without a name of its own stands. */
    private static final Map<String, String> NAMELESS = Map.of(
            "charge.outcome", "charge_outcome",
            "payment_method.card", "payment_method_card",
            "payment_intent.next_action", "payment_intent_next_action",
            "setup_intent.next_action", "payment_intent_next_action",
            "payment_intent.last_payment_error", "api_errors",
            "setup_intent.last_setup_error", "api_errors");

    private final Map<String, Map<String, Field>> objects = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>();

    private record Field(String type, boolean required, List<String> values) {}

    static ObjectShapes read() {
        ObjectShapes shapes = new ObjectShapes();
        try (InputStream table = ObjectShapes.class.getResourceAsStream("objects.csv")) {
            if (table == null) {
                throw new AssertionError("Expected objects.csv beside this test, but there is none");
            }
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("object,"))
                    .forEach(shapes::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return shapes;
    }

    private void add(String line) {
        String[] columns = line.split(",", COLUMNS);
        List<String> values = columns[4].isEmpty() ? List.of() : List.of(columns[4].split("\\|", -1));
        objects.computeIfAbsent(columns[0], name -> new LinkedHashMap<>())
                .put(columns[1], new Field(columns[2], columns[3].equals("yes"), values));
    }

    /** Returns which objects have been held against the table so far. */
    Set<String> seen() {
        return seen;
    }

    Set<String> described() {
        return new TreeSet<>(objects.keySet());
    }

    /** Returns what is wrong with an answer, and with all objects inside it. */
    List<String> objections(JsonNode answer) {
        List<String> objections = new ArrayList<>();
        if (answer.has("error")) {
            check("api_errors", answer.path("error"), "error", objections);
        } else {
            walk(answer, "", objections);
        }
        return objections;
    }

    private void walk(JsonNode node, String at, List<String> objections) {
        String kind = node.path("object").asText("");
        if (node.isObject()
                && objects.containsKey(kind)
                && !node.path("deleted").asBoolean()) {
            check(kind, node, at + kind, objections);
        } else {
            node.forEach(inner -> walk(inner, at, objections));
        }
    }

    private void check(String kind, JsonNode object, String at, List<String> objections) {
        seen.add(kind);
        Map<String, Field> fields = objects.getOrDefault(kind, Map.of());
        fields.forEach((name, field) -> {
            if (field.required() && !object.hasNonNull(name)) {
                objections.add(at + "." + name + ": required, but it is " + object.path(name));
            }
        });
        object.properties().forEach(entry -> {
            String place = at + "." + entry.getKey();
            Field field = fields.get(entry.getKey());
            if (field == null) {
                objections.add(place + ": Stripe has no such field");
            } else {
                check(field, entry.getValue(), place, objections);
                inside(kind + "." + entry.getKey(), entry.getValue(), place + ".", objections);
            }
        });
    }

    private void inside(String place, JsonNode value, String at, List<String> objections) {
        String nameless = NAMELESS.get(place);
        if (nameless != null && value.isObject()) {
            check(nameless, value, at + nameless, objections);
        } else if (value.isContainerNode()) {
            walk(value, at, objections);
        }
    }

    private static void check(Field field, JsonNode value, String place, List<String> objections) {
        boolean nullable = field.type().endsWith("?");
        String type = nullable ? field.type().substring(0, field.type().length() - 1) : field.type();
        if (value.isNull()) {
            if (!nullable) {
                objections.add(place + ": null, but it must not be");
            }
        } else if (!isOf(type, value)) {
            objections.add(place + ": " + type + ", but it is " + value);
        } else if (!field.values().isEmpty() && !field.values().contains(value.asText())) {
            objections.add(place + ": one of " + field.values() + ", but it is " + value);
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "map" -> value.isObject();
            default -> value.isTextual() || value.path("object").asText().equals(type.substring("id:".length()));
        };
    }
}
