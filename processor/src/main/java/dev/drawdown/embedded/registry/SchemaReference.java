package dev.drawdown.embedded.registry;

/** A named type that a schema takes from a version of another subject. */
record SchemaReference(String name, String subject, int version) {}
