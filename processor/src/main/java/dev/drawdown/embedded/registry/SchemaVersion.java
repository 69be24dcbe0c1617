package dev.drawdown.embedded.registry;

/** One version of a subject; a deleted one is hidden but keeps its number. */
record SchemaVersion(String subject, int version, int id, boolean deleted) {
    SchemaVersion hidden() {
        return new SchemaVersion(subject, version, id, true);
    }
}
