package dev.drawdown.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a new schema of a subject owes to the earlier ones. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsEarlier;
    private final boolean readByEarlier;
    private final boolean transitive;

    CompatibilityLevel(boolean readsEarlier, boolean readByEarlier, boolean transitive) {
        this.readsEarlier = readsEarlier;
        this.readByEarlier = readByEarlier;
        this.transitive = transitive;
    }

    static CompatibilityLevel parse(String name) {
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        throw RegistryRefusal.invalidLevel(name);
    }

    /** Checks against as many of the earlier schemas, oldest first, as the level asks for; empty if none objects. */
    List<String> objections(Schema next, List<Schema> earlier) {
        List<String> objections = new ArrayList<>();
        int oldest = transitive ? 0 : Math.max(0, earlier.size() - 1);
        for (Schema previous : earlier.subList(oldest, earlier.size())) {
            objections.addAll(objections(next, previous));
        }
        return objections;
    }

    private List<String> objections(Schema next, Schema previous) {
        List<String> objections = new ArrayList<>();
        if (readsEarlier) {
            addObjections(objections, next, previous, "new schema cannot read data written with the earlier one");
        }
        if (readByEarlier) {
            addObjections(objections, previous, next, "earlier schema cannot read data written with the new one");
        }
        return objections;
    }

    private void addObjections(List<String> objections, Schema reader, Schema writer, String what) {
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            objections.add("{errorType:'%s', description:'The %s: at %s, %s', compatibility:'%s'}"
                    .formatted(found.getType(), what, found.getLocation(), found.getMessage(), name()));
        }
    }
}
