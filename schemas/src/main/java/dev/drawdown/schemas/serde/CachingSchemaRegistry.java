package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a registry said.
 *
 * <p>A schema never changes under its id and is kept for ever. That an id is unknown is kept for a few seconds only: long
 * enough that a flood of garbage costs the registry nothing, short enough that an id which is registered after all works
 * soon.
 */
public final class CachingSchemaRegistry implements SchemaRegistry {
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

    /** Random ids may come at any rate; beyond this many, all that were unknown are asked for anew. */
    static final int MAX_UNKNOWN = 10_000;

    private final SchemaRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Miss> misses = new ConcurrentHashMap<>();
    private final Map<Subjected, Integer> registeredIds = new ConcurrentHashMap<>();
    private final Map<Subjected, Integer> knownIds = new ConcurrentHashMap<>();

    private record Miss(SchemaRegistryException answer, long atNanos) {}

    private record Subjected(String subject, Schema schema) {}

    public CachingSchemaRegistry(SchemaRegistry registry) {
        this(registry, System::nanoTime);
    }

    CachingSchemaRegistry(SchemaRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = schemas.get(id);
        if (schema != null) {
            return schema;
        }
        refuseIfUnknown(id);
        try {
            schema = registry.byId(id);
        } catch (SchemaRegistryException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.NOT_AVRO) {
                remember(id, e);
            }
            throw e;
        }
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public int register(String subject, Schema schema) {
        Subjected key = new Subjected(subject, schema);
        @Nullable Integer id = registeredIds.get(key);
        if (id == null) {
            id = registry.register(subject, schema);
            registeredIds.put(key, id);
        }
        return id;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Subjected key = new Subjected(subject, schema);
        @Nullable Integer id = knownIds.get(key);
        if (id == null) {
            id = registry.idOf(subject, schema);
            knownIds.put(key, id);
        }
        return id;
    }

    /** Asks every time: the latest version is what may change. */
    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    int rememberedMisses() {
        return misses.size();
    }

    private void refuseIfUnknown(int id) {
        Miss miss = misses.get(id);
        if (miss == null) {
            return;
        }
        if (nanoTime.getAsLong() - miss.atNanos < UNKNOWN_FOR.toNanos()) {
            throw miss.answer;
        }
        misses.remove(id);
    }

    private void remember(int id, SchemaRegistryException answer) {
        if (misses.size() >= MAX_UNKNOWN) {
            misses.clear();
        }
        misses.put(id, new Miss(answer, nanoTime.getAsLong()));
    }
}
