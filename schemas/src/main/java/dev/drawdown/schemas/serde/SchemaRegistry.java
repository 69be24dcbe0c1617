package dev.drawdown.schemas.serde;

import org.apache.avro.Schema;

/** The schemas that writers and readers share. Every call may throw a {@link SchemaRegistryException}. */
public interface SchemaRegistry {

    /** Returns the schema that has this id. */
    Schema byId(int id);

    /** Makes {@code schema} a version of {@code subject}, if it is none yet, and returns its id. */
    int register(String subject, Schema schema);

    /** Returns the id of {@code schema}, which must be a version of {@code subject} already. */
    int idOf(String subject, Schema schema);

    /** Returns the newest version of {@code subject}. */
    RegisteredSchema latest(String subject);

    /** A schema and the id that the registry knows it by. */
    record RegisteredSchema(int id, Schema schema) {}
}
