package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Schema;

/** The subjects of a registry, as whoever sets up an installation sees them. It remembers nothing. */
public final class RegistrySubjects {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttpClient http;

    private RegistrySubjects(RegistryHttpClient http) {
        this.http = http;
    }

    /** Returns the subjects of the registry that {@code configs} name. Nothing is sent yet. */
    public static RegistrySubjects connect(Map<String, ?> configs) {
        return new RegistrySubjects(RegistryHttpClient.of(new SchemaRegistryConfig(configs)));
    }

    /** Makes {@code schema} a version of {@code subject}, if it is none yet. */
    public void register(String subject, Schema schema) {
        http.post("/subjects/" + encoded(subject) + "/versions", schemaBody(schema));
    }

    /** Returns whether {@code schema} is a version of {@code subject}, the newest or an earlier one. */
    public boolean has(String subject, Schema schema) {
        try {
            http.post("/subjects/" + encoded(subject), schemaBody(schema));
            return true;
        } catch (SchemaRegistryException answer) {
            if (answer.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw answer;
        }
    }

    /** Returns whether {@code schema} could become a version of {@code subject}. */
    public boolean accepts(String subject, Schema schema) {
        try {
            return http.post("/compatibility/subjects/" + encoded(subject) + "/versions", schemaBody(schema))
                    .path("is_compatible")
                    .asBoolean();
        } catch (SchemaRegistryException answer) {
            if (answer.kind() == Kind.NOT_FOUND) {
                return true;
            }
            throw answer;
        }
    }

    /** Returns what new versions of {@code subject} owe to the earlier ones, as {@code FULL_TRANSITIVE}. */
    public String compatibility(String subject) {
        return http.get("/config/" + encoded(subject) + "?defaultToGlobal=true")
                .path("compatibilityLevel")
                .asText();
    }

    /** Sets what new versions of {@code subject} owe to the earlier ones. */
    public void setCompatibility(String subject, String level) {
        http.put("/config/" + encoded(subject), body(Map.of("compatibility", level)));
    }

    private static String schemaBody(Schema schema) {
        return body(Map.of("schema", schema.toString()));
    }

    private static String body(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected to write strings as JSON", e);
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
