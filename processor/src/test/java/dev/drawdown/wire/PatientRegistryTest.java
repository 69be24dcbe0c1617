package dev.drawdown.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PatientRegistryTest {
    private final List<Boolean> reachable = new ArrayList<>();
    private final Flaky flaky = new Flaky();
    private final PatientRegistry registry = new PatientRegistry(
            flaky,
            new ProcessingMetrics() {
                @Override
                public void registryReachable(boolean answers) {
                    reachable.add(answers);
                }
            },
            Duration.ofMillis(800));

    @Test
    void shouldWaitForARegistryThatComesBack() {
        int id = flaky.registry.register("s", UsageEvent.getClassSchema());
        flaky.failures = 2;
        flaky.kind = Kind.UNAVAILABLE;

        assertThat(registry.byId(id)).isEqualTo(UsageEvent.getClassSchema());
        assertThat(reachable).containsExactly(false, true);
    }

    @Test
    void shouldStopWhenItDoesNotComeBack() {
        flaky.failures = Integer.MAX_VALUE;
        flaky.kind = Kind.DENIED;

        assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(reachable).containsExactly(false);
    }

    @Test
    void shouldNotWaitForWhatThereIsNot() {
        assertThatThrownBy(() -> registry.byId(77))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND));
        assertThat(reachable).isEmpty();
    }

    private static final class Flaky implements SchemaRegistry {
        final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        int failures;
        Kind kind = Kind.UNAVAILABLE;

        @Override
        public Schema byId(int id) {
            if (failures > 0) {
                failures--;
                throw new SchemaRegistryException(kind, "down");
            }
            return registry.byId(id);
        }

        @Override
        public int register(String subject, Schema schema) {
            return registry.register(subject, schema);
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return registry.idOf(subject, schema);
        }

        @Override
        public RegisteredSchema latest(String subject) {
            return registry.latest(subject);
        }
    }
}
