package dev.drawdown.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.RegistrySubjects;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.testing.KafkaProbe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
    private static final Schema FOREIGN =
            SchemaBuilder.record("Foreign").fields().requiredString("name").endRecord();
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static Embedded embedded;
    private static KafkaProbe probe;

    private Topics topics;
    private RegistrySubjects subjects;
    private TopicAdmin topicAdmin;

    @BeforeAll
    static void open() {
        embedded = Embedded.openTemporary();
        probe = new KafkaProbe(embedded.bootstrap());
    }

    @AfterAll
    static void close() {
        probe.close();
        embedded.close();
    }

    /** A prefix for each test, so that each sees a cluster without topics. */
    @BeforeEach
    void prefix() {
        topics = Topics.withPrefix("t" + PREFIXES.incrementAndGet() + ".");
        subjects = RegistrySubjects.connect(Map.of("schema.registry.url", embedded.registryUrl()));
        topicAdmin = new TopicAdmin(probe.admin(), subjects, topics);
    }

    @Test
    void shouldMakeWhatThenChecksWithoutADifference() {
        List<String> created = topicAdmin.create(3, 1);

        assertThat(created)
                .containsExactlyElementsOf(
                        topics.all().stream().map(topic -> topic.name()).toList());
        assertThat(topicAdmin.check()).isEmpty();
    }

    @Test
    void shouldMakeNothingTwice() {
        topicAdmin.create(2, 0);

        assertThat(topicAdmin.create(2, 0)).isEmpty();
    }

    @Test
    void shouldSayThatTopicsAndSchemasAreMissing() {
        List<Difference> differences = topicAdmin.check();

        String name = topics.usageEvents.name();
        assertThat(differences)
                .contains(
                        new Difference(name, "topic", "there", "missing"),
                        new Difference(name, "schema under " + name + "-value", "registered", "missing"),
                        new Difference(name, "compatibility of " + name + "-value", "FULL_TRANSITIVE", "BACKWARD"));
        assertThat(differences)
                .extracting(Difference::topic)
                .containsAll(topics.all().stream().map(topic -> topic.name()).toList());
    }

    @Test
    void shouldSayWhichSettingDiffers() {
        String name = topics.usageEvents.name();
        probe.createTopic(name, 2, Map.of("cleanup.policy", "delete", "message.timestamp.type", "CreateTime"));

        topicAdmin.create(2, 1);

        assertThat(topicAdmin.check())
                .containsExactly(new Difference(name, "message.timestamp.type", "LogAppendTime", "CreateTime"));
        assertThat(topicAdmin.check().getFirst())
                .hasToString("Expected message.timestamp.type of %s to be LogAppendTime, but it is CreateTime"
                        .formatted(name));
    }

    @Test
    void shouldSayWhichPartitionCountDiffers() {
        probe.createTopic(topics.usageEvents.name(), 4, topics.usageEvents.settings());
        probe.createTopic(topics.walletLedger.name(), 2, topics.walletLedger.settings());

        topicAdmin.create(8, 1);

        assertThat(topicAdmin.check())
                .containsExactly(new Difference(topics.walletLedger.name(), "partitions", "4", "2"));
    }

    @Test
    void shouldSayThatASchemaIsIncompatible() {
        String subject = topics.walletLedger.subject();
        subjects.register(subject, FOREIGN);

        assertThatThrownBy(() -> topicAdmin.create(1, 1)).isInstanceOf(SchemaRegistryException.class);

        assertThat(topicAdmin.check())
                .contains(new Difference(
                        topics.walletLedger.name(), "schema under " + subject, "registered", "an incompatible one"));
    }
}
