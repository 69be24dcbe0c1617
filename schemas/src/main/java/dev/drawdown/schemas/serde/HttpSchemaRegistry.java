package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** A registry reached over Confluent's REST API. It remembers nothing: see {@link CachingSchemaRegistry}. */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_REFERENCE_DEPTH = 16;

    private final RegistryHttpClient http;

    private HttpSchemaRegistry(RegistryHttpClient http) {
        this.http = http;
    }

    /** Returns the registry that {@code configs} name, with a memory in front of it. Nothing is sent yet. */
    public static SchemaRegistry connect(Map<String, ?> configs) {
        return connect(new SchemaRegistryConfig(configs));
    }

    /** Returns the registry that {@code config} names, with a memory in front of it. Nothing is sent yet. */
    public static SchemaRegistry connect(SchemaRegistryConfig config) {
        return new CachingSchemaRegistry(new HttpSchemaRegistry(RegistryHttpClient.of(config)));
    }

    @Override
    public Schema byId(int id) {
        if (id < 1) {
            // Registries count from 1, and most garbage that looks like a value has the sign bit or nothing set.
            throw new SchemaRegistryException(Kind.NOT_FOUND, "Expected a schema id above 0, but it is " + id);
        }
        return parse(http.get("/schemas/ids/" + id));
    }

    @Override
    public int register(String subject, Schema schema) {
        return http.post("/subjects/" + encoded(subject) + "/versions", body(schema))
                .path("id")
                .asInt();
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return http.post("/subjects/" + encoded(subject), body(schema))
                .path("id")
                .asInt();
    }

    @Override
    public RegisteredSchema latest(String subject) {
        JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions/latest");
        return new RegisteredSchema(id(answer), parse(answer));
    }

    private Schema parse(JsonNode answer) {
        try {
            Schema.Parser parser = new Schema.Parser();
            return parse(answer, parser, 0);
        } catch (SchemaParseException e) {
            throw new SchemaRegistryException(Kind.NOT_AVRO, "Expected an Avro schema, but " + e.getMessage(), e);
        }
    }

    /** Parses what the schema refers to first, as Avro knows a name only once it has been parsed. */
    private Schema parse(JsonNode answer, Schema.Parser parser, int depth) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new SchemaRegistryException(Kind.NOT_AVRO, "Expected an Avro schema, but it is " + type);
        }
        if (depth > MAX_REFERENCE_DEPTH) {
            throw new SchemaRegistryException(
                    Kind.NOT_AVRO, "Expected references at most " + MAX_REFERENCE_DEPTH + " deep, but they go on");
        }
        for (JsonNode reference : answer.path("references")) {
            if (!parser.getTypes().containsKey(reference.path("name").asText())) {
                String subject = encoded(reference.path("subject").asText());
                String version = encoded(reference.path("version").asText());
                parse(http.get("/subjects/" + subject + "/versions/" + version), parser, depth + 1);
            }
        }
        return parser.parse(member(answer, "schema").asText());
    }

    private static int id(JsonNode answer) {
        return member(answer, "id").asInt();
    }

    private static JsonNode member(JsonNode answer, String name) {
        JsonNode member = answer.path(name);
        if (!member.isValueNode()) {
            throw new SchemaRegistryException(
                    Kind.UNAVAILABLE, "Expected a registry's answer with a member " + name + ", but there is none");
        }
        return member;
    }

    private static String body(Schema schema) {
        try {
            return JSON.writeValueAsString(Map.of("schema", schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected to write a string as JSON", e);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
