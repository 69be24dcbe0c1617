package dev.drawdown.loadtest.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a type's fields, shared by all of its records. */
public final class FieldNames {
    private final String type;
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    public FieldNames(String type, List<String> names) {
        this.type = type;
        // Interned, so that looking one up by a literal compares no letters.
        this.names = names.stream().map(String::intern).toList();
        for (int i = 0; i < names.size(); i++) {
            positions.put(this.names.get(i), i);
        }
    }

    public String type() {
        return type;
    }

    public int count() {
        return names.size();
    }

    public String name(int position) {
        return names.get(position);
    }

    /** Where a field is, or -1 if there is none of that name. */
    public int position(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }
}
