package dev.drawdown.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.RegistrySubjects;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's own client against the registry: neither was written with the other's code. */
class OwnClientTest {
    private static final Schema USAGE = Topics.unprefixed().usageEvents.schema();
    private static final Schema FIRST =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema SECOND =
            SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();

    @TempDir
    Path directory;

    private EmbeddedRegistry embedded;
    private SchemaRegistry registry;
    private RegistrySubjects subjects;

    @BeforeEach
    void open() {
        embedded = EmbeddedRegistry.open(directory, 0);
        Map<String, ?> configs = Map.of("schema.registry.url", embedded.url(), "max.retries", 0);
        registry = HttpSchemaRegistry.connect(configs);
        subjects = RegistrySubjects.connect(configs);
    }

    @AfterEach
    void close() {
        embedded.close();
    }

    @Test
    void shouldGetBackTheSchemaThatItRegistered() {
        int id = registry.register("s", USAGE);

        SchemaRegistry another = HttpSchemaRegistry.connect(Map.of("schema.registry.url", embedded.url()));
        assertThat(another.byId(id)).isEqualTo(USAGE);
        assertThat(another.idOf("s", USAGE)).isEqualTo(id);
        assertThat(another.latest("s")).isEqualTo(new SchemaRegistry.RegisteredSchema(id, USAGE));
    }

    @Test
    void shouldTellTheReasonsOfARefusalApart() {
        registry.register("s", FIRST);

        assertRefused(Kind.NOT_FOUND, () -> registry.byId(99));
        assertRefused(Kind.NOT_FOUND, () -> registry.latest("none"));
        assertRefused(Kind.NOT_FOUND, () -> registry.idOf("s", SECOND));
        assertRefused(Kind.REFUSED, () -> registry.register("s", SECOND));
        close();
        assertRefused(Kind.UNAVAILABLE, () -> registry.latest("s"));
    }

    @Test
    void shouldSetUpASubject() {
        subjects.setCompatibility("a/b", "FULL_TRANSITIVE");
        assertThat(subjects.has("a/b", FIRST)).isFalse();
        assertThat(subjects.accepts("a/b", FIRST)).isTrue();

        subjects.register("a/b", FIRST);

        assertThat(subjects.compatibility("a/b")).isEqualTo("FULL_TRANSITIVE");
        assertThat(subjects.has("a/b", FIRST)).isTrue();
        assertThat(subjects.accepts("a/b", SECOND)).isFalse();
    }

    private static void assertRefused(Kind kind, Runnable call) {
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }
}
