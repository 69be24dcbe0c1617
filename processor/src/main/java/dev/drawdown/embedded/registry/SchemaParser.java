package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads Avro schemas, each with the named types that it takes from other subjects. */
final class SchemaParser {
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryState state;

    SchemaParser(RegistryState state) {
        this.state = state;
    }

    /** The form to keep: layout and attribute order do not make another schema, documentation does. */
    SchemaContent canonical(String text, List<SchemaReference> references) {
        Schema schema = parse(new SchemaContent(text, references));
        if (references.isEmpty()) {
            return new SchemaContent(schema.toString(), references);
        }
        // Avro would write the referenced types out in full, and the references would be lost.
        try {
            return new SchemaContent(JSON.readTree(text).toString(), references);
        } catch (JsonProcessingException failure) {
            throw RegistryRefusal.invalidSchema(failure.getOriginalMessage());
        }
    }

    Schema parse(SchemaContent content) {
        Schema.Parser parser = new Schema.Parser();
        try {
            parseReferences(parser, content, new HashSet<>());
            return parser.parse(content.text());
        } catch (AvroRuntimeException failure) {
            throw RegistryRefusal.invalidSchema(String.valueOf(failure.getMessage()));
        }
    }

    private void parseReferences(Schema.Parser parser, SchemaContent content, Set<SchemaContent> parsed) {
        for (SchemaReference reference : content.references()) {
            SchemaVersion version = state.version(reference.subject(), reference.version());
            if (version == null || version.deleted()) {
                throw RegistryRefusal.invalidSchema(
                        "expected version %d of subject '%s' for reference '%s', but there is none"
                                .formatted(reference.version(), reference.subject(), reference.name()));
            }
            SchemaContent referenced = state.content(version.id());
            if (parsed.add(referenced)) {
                parseReferences(parser, referenced, parsed);
                parser.parse(referenced.text());
            }
        }
    }
}
