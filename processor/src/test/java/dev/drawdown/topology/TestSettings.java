package dev.drawdown.topology;

import dev.drawdown.engine.Policy;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.wire.ProcessingMetrics;

/** Settings for tests to which they do not matter. */
final class TestSettings {
    private TestSettings() {}

    static TopologySettings any() {
        return new TopologySettings(
                Topics.unprefixed(),
                4,
                new InMemorySchemaRegistry(),
                Registration.REGISTER,
                Policy.DEFAULT,
                TopologySettings.DEFAULT_PARKING,
                TopologySettings.State.PLAIN,
                ProcessingMetrics.NONE);
    }
}
