package dev.drawdown.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * What keeps two versions of a schema from reading each other.
 *
 * <p>Avro's own check sees types only: to it, money of two decimal places and of six are both bytes, and a reader would be
 * wrong by four orders of magnitude. So logical types are compared besides.
 */
final class SchemaDifferences {
    private SchemaDifferences() {}

    static List<String> between(Schema present, Schema earlier) {
        List<String> differences = new ArrayList<>();
        differences.addAll(unreadable("present", present, "earlier", earlier));
        differences.addAll(unreadable("earlier", earlier, "present", present));
        Map<String, LogicalType> before = logicalTypes(earlier);
        logicalTypes(present).forEach((path, type) -> {
            LogicalType was = before.getOrDefault(path, type);
            if (!was.equals(type)) {
                differences.add(path + " was " + was.getName() + " of another kind");
            }
        });
        return differences;
    }

    private static List<String> unreadable(String readerName, Schema reader, String writerName, Schema writer) {
        SchemaPairCompatibility compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return compatibility.getResult().getIncompatibilities().stream()
                .map(found -> readerName + " cannot read " + writerName + ": " + found.getType() + " at "
                        + found.getLocation() + ": " + found.getMessage())
                .toList();
    }

    private static Map<String, LogicalType> logicalTypes(Schema schema) {
        Map<String, LogicalType> types = new TreeMap<>();
        collect(schema, schema.getName(), types);
        return types;
    }

    private static void collect(Schema schema, String path, Map<String, LogicalType> types) {
        if (schema.getLogicalType() != null) {
            types.put(path, schema.getLogicalType());
        }
        parts(schema).forEach(part -> collect(part.schema, path + "/" + part.name, types));
    }

    private static Stream<Part> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().map(field -> new Part(field.name(), field.schema()));
            case UNION -> schema.getTypes().stream().map(branch -> new Part(branch.getName(), branch));
            case ARRAY -> Stream.of(new Part("items", schema.getElementType()));
            case MAP -> Stream.of(new Part("values", schema.getValueType()));
            default -> Stream.of();
        };
    }

    private record Part(String name, Schema schema) {}
}
