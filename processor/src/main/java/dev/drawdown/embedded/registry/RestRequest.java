package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route gets to see of a request. */
record RestRequest(Map<String, String> path, Map<String, String> query, JsonNode body) {

    static List<String> split(String rawPath) {
        List<String> parts = new ArrayList<>();
        for (String part : rawPath.split("/", -1)) {
            if (!part.isEmpty()) {
                // In a path, unlike in a query, a plus is a plus.
                parts.add(decode(part.replace("+", "%2B")));
            }
        }
        return parts;
    }

    static Map<String, String> query(@Nullable String rawQuery) {
        Map<String, String> values = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw RegistryRefusal.notFound();
        }
    }

    String subject() {
        return path.getOrDefault("subject", "");
    }

    VersionName version() {
        return VersionName.parse(path.getOrDefault("version", ""));
    }

    int id() {
        try {
            return Integer.parseInt(path.getOrDefault("id", ""));
        } catch (NumberFormatException notANumber) {
            throw RegistryRefusal.notFound();
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(query.get(name));
    }

    String text(String name) {
        return query.getOrDefault(name, "");
    }

    String schema() {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !body.path("schemaType").isNull()) {
            throw RegistryRefusal.unknownSchemaType(type);
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryRefusal.invalidSchema("expected the schema as a JSON string in field 'schema'");
        }
        return body.path("schema").textValue();
    }

    List<SchemaReference> references() {
        List<SchemaReference> references = new ArrayList<>();
        for (JsonNode reference : body.path("references")) {
            references.add(new SchemaReference(
                    reference.path("name").asText(),
                    reference.path("subject").asText(),
                    reference.path("version").asInt()));
        }
        return references;
    }
}
