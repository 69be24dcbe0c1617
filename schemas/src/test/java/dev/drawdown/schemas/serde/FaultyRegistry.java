package dev.drawdown.schemas.serde;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry that fails on demand and counts what it is asked for. */
final class FaultyRegistry implements SchemaRegistry {
    private final SchemaRegistry registry;
    private @Nullable SchemaRegistryException failure;
    private int calls;

    FaultyRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    void failWith(SchemaRegistryException exception) {
        failure = exception;
    }

    void recover() {
        failure = null;
    }

    int calls() {
        return calls;
    }

    @Override
    public Schema byId(int id) {
        return answering().byId(id);
    }

    @Override
    public int register(String subject, Schema schema) {
        return answering().register(subject, schema);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return answering().idOf(subject, schema);
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return answering().latest(subject);
    }

    private SchemaRegistry answering() {
        calls++;
        if (failure != null) {
            throw failure;
        }
        return registry;
    }
}
