package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.audit.WriterSchemas;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The schema registry, which is asked for nothing twice, not even for what it does not have: garbage names any id. */
public final class Registry implements WriterSchemas {
    private final SchemaRegistry registry;
    private final Map<Integer, Optional<Schema>> schemas = new ConcurrentHashMap<>();

    public Registry(Connection connection) {
        this.registry = HttpSchemaRegistry.connect(connection.registry());
    }

    @Override
    public @Nullable Schema find(int id) {
        return schemas.computeIfAbsent(id, this::fetch).orElse(null);
    }

    private Optional<Schema> fetch(int id) {
        try {
            return Optional.of(registry.byId(id));
        } catch (SchemaRegistryException failed) {
            if (failed.kind() == SchemaRegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw unanswered(failed);
        }
    }

    /** The id of a schema under a subject, registered if need be. */
    int id(String subject, Schema schema) {
        try {
            return registry.register(subject, schema);
        } catch (SchemaRegistryException failed) {
            throw unanswered(failed);
        }
    }

    private static LoadtestFailure unanswered(SchemaRegistryException failed) {
        return new LoadtestFailure("The schema registry did not do what it was asked: " + failed.getMessage(), failed);
    }
}
