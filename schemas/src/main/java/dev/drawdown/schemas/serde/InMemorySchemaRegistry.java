package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry within the process, for tests. It takes every schema, whether compatible or not. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> versions = new HashMap<>();

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(
                    Kind.NOT_FOUND, "Expected a schema with id " + id + ", but there is none");
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        int id = schemas.indexOf(schema) + 1;
        if (id == 0) {
            schemas.add(schema);
            id = schemas.size();
        }
        List<Integer> ids = versions.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return id;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        int id = schemas.indexOf(schema) + 1;
        if (!idsOf(subject).contains(id)) {
            throw new SchemaRegistryException(
                    Kind.NOT_FOUND, "Expected " + schema.getFullName() + " under " + subject + ", but it is not");
        }
        return id;
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        List<Integer> ids = idsOf(subject);
        if (ids.isEmpty()) {
            throw new SchemaRegistryException(
                    Kind.NOT_FOUND, "Expected the subject " + subject + ", but there is none");
        }
        int id = ids.get(ids.size() - 1);
        return new RegisteredSchema(id, byId(id));
    }

    private List<Integer> idsOf(String subject) {
        return versions.getOrDefault(subject, List.of());
    }
}
