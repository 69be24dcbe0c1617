package dev.drawdown.launch;

import dev.drawdown.api.HealthCheck;
import dev.drawdown.api.Part;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;

/** Asks the registry for a subject's latest version; that there is none yet is an answer, too. */
final class RegistryCheck implements HealthCheck {
    private static final String NAME = "registry";

    private final SchemaRegistry registry;
    private final String subject;

    RegistryCheck(SchemaRegistry registry, String subject) {
        this.registry = registry;
        this.subject = subject;
    }

    @Override
    public Part check() {
        try {
            registry.latest(subject);
            return Part.up(NAME, "answers");
        } catch (SchemaRegistryException e) {
            return switch (e.kind()) {
                case NOT_FOUND, NOT_AVRO, REFUSED -> Part.up(NAME, "answers");
                case UNAVAILABLE, DENIED -> Part.down(NAME, String.valueOf(e.getMessage()));
            };
        }
    }
}
