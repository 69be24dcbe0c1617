package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CachingSchemaRegistryTest {
    private static final Schema USAGE = UsageEvent.getClassSchema();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final FaultyRegistry behind = new FaultyRegistry(registry);
    private long nanos;
    private final CachingSchemaRegistry caching = new CachingSchemaRegistry(behind, () -> nanos);

    @Test
    void shouldAskOnceForASchema() {
        registry.register("s", USAGE);

        assertThat(caching.byId(1)).isSameAs(caching.byId(1));
        assertThat(behind.calls()).isEqualTo(1);
    }

    @Test
    void shouldAskOnceForAnId() {
        assertThat(caching.register("s", USAGE)).isEqualTo(caching.register("s", USAGE));
        assertThat(caching.idOf("s", USAGE)).isEqualTo(caching.idOf("s", USAGE));
        assertThat(behind.calls()).isEqualTo(2);
    }

    @Test
    void shouldRememberAnUnknownIdForAWhileOnly() {
        assertThatThrownBy(() -> caching.byId(1)).isInstanceOf(SchemaRegistryException.class);
        registry.register("s", USAGE);

        assertThatThrownBy(() -> caching.byId(1)).isInstanceOf(SchemaRegistryException.class);
        assertThat(behind.calls()).isEqualTo(1);

        nanos += CachingSchemaRegistry.UNKNOWN_FOR.toNanos();
        assertThat(caching.byId(1)).isEqualTo(USAGE);
    }

    @Test
    void shouldNotRememberThatTheRegistryWasDown() {
        registry.register("s", USAGE);
        behind.failWith(new SchemaRegistryException(Kind.UNAVAILABLE, "gone"));
        assertThatThrownBy(() -> caching.byId(1)).hasMessage("gone");

        behind.recover();
        assertThat(caching.byId(1)).isEqualTo(USAGE);
    }

    @Test
    void shouldBoundWhatItRemembersOfUnknownIds() {
        for (int id = 1; id <= 3 * CachingSchemaRegistry.MAX_UNKNOWN; id++) {
            int unknown = id;
            assertThatThrownBy(() -> caching.byId(unknown)).isInstanceOf(SchemaRegistryException.class);
            assertThat(caching.rememberedMisses()).isLessThanOrEqualTo(CachingSchemaRegistry.MAX_UNKNOWN);
        }
    }
}
