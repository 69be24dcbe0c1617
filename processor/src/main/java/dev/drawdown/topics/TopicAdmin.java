package dev.drawdown.topics;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.RegistrySubjects;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Makes the topics of an installation, with their schemas, and says how those that exist differ from the contract. */
public final class TopicAdmin {
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final String MISSING = "missing";
    private static final RetryPolicy<Boolean> UNTIL_KNOWN = RetryPolicy.<Boolean>builder()
            .handleResult(false)
            .withDelay(Duration.ofMillis(20))
            .withMaxRetries(-1)
            .withMaxDuration(Duration.ofSeconds(30))
            .build();

    private final Admin admin;
    private final RegistrySubjects subjects;
    private final Topics topics;

    public TopicAdmin(Admin admin, RegistrySubjects subjects, Topics topics) {
        this.admin = admin;
        this.subjects = subjects;
        this.topics = topics;
    }

    /**
     * Makes the topics that are missing and registers the schemas, and returns the names of the topics made.
     *
     * <p>Topics keyed by wallet get the partition count of those that exist already, whatever is asked for: with two
     * counts a wallet's inputs would lie on different partitions.
     *
     * @param replication 0 for the broker's default
     */
    public List<String> create(int partitions, int replication) {
        Map<String, TopicDescription> existing = describeExisting();
        int walletPartitions = walletPartitions(existing, partitions);
        Map<String, KafkaFuture<Void>> answers = new LinkedHashMap<>();
        for (Topic<?> topic : topics.all()) {
            if (!existing.containsKey(topic.name())) {
                int count = topic.key() == Topic.Key.WALLET ? walletPartitions : partitions;
                NewTopic wanted = newTopic(topic, count, replication);
                answers.put(topic.name(), admin.createTopics(List.of(wanted)).all());
            }
        }
        List<String> created = new ArrayList<>();
        answers.forEach((name, answer) -> {
            try {
                await(answer);
                created.add(name);
            } catch (TopicExistsException madeByAnother) {
                // As good as made by us.
            }
        });
        awaitKnown();
        registerSchemas();
        return created;
    }

    /** A topic that the controller has made is unknown to the brokers for a moment more, and so to whoever reads it. */
    private void awaitKnown() {
        int wanted = topics.all().size();
        boolean known = Failsafe.with(UNTIL_KNOWN).get(() -> describeExisting().size() == wanted);
        if (!known) {
            throw new KafkaException("Expected the brokers to know the new topics soon, but they do not");
        }
    }

    private static NewTopic newTopic(Topic<?> topic, int partitions, int replication) {
        Optional<Short> factor = replication == 0 ? Optional.empty() : Optional.of((short) replication);
        return new NewTopic(topic.name(), Optional.of(partitions), factor).configs(topic.settings());
    }

    private void registerSchemas() {
        for (Topic<?> topic : topics.all()) {
            if (topic.isAvro()) {
                // The promise first, so that not even the first version can be followed by one that breaks it.
                subjects.setCompatibility(topic.subject(), COMPATIBILITY);
                subjects.register(topic.subject(), topic.schema());
            }
        }
    }

    /** Returns what differs, topic by topic in the order of the contract; nothing if all is as it must be. */
    public List<Difference> check() {
        Map<String, TopicDescription> existing = describeExisting();
        Map<String, Config> settings = describeSettings(existing);
        int walletPartitions = walletPartitions(existing, 0);
        List<Difference> differences = new ArrayList<>();
        for (Topic<?> topic : topics.all()) {
            TopicDescription description = existing.get(topic.name());
            if (description == null) {
                differences.add(new Difference(topic.name(), "topic", "there", MISSING));
            } else {
                addPartitions(differences, topic, description, walletPartitions);
                addSettings(differences, topic, settings.get(topic.name()));
            }
            if (topic.isAvro()) {
                addSchema(differences, topic);
            }
        }
        return differences;
    }

    private static void addPartitions(
            List<Difference> differences, Topic<?> topic, TopicDescription actual, int wanted) {
        int count = actual.partitions().size();
        if (topic.key() == Topic.Key.WALLET && count != wanted) {
            differences.add(
                    new Difference(topic.name(), "partitions", Integer.toString(wanted), Integer.toString(count)));
        }
    }

    private static void addSettings(List<Difference> differences, Topic<?> topic, @Nullable Config actual) {
        topic.settings().forEach((name, wanted) -> {
            ConfigEntry entry = actual == null ? null : actual.get(name);
            String value = entry == null || entry.value() == null ? MISSING : entry.value();
            if (!value.equals(wanted)) {
                differences.add(new Difference(topic.name(), name, wanted, value));
            }
        });
    }

    private void addSchema(List<Difference> differences, Topic<?> topic) {
        String subject = topic.subject();
        if (!subjects.has(subject, topic.schema())) {
            boolean acceptable = subjects.accepts(subject, topic.schema());
            differences.add(new Difference(
                    topic.name(),
                    "schema under " + subject,
                    "registered",
                    acceptable ? MISSING : "an incompatible one"));
        }
        String level = subjects.compatibility(subject);
        if (!level.equals(COMPATIBILITY)) {
            differences.add(new Difference(topic.name(), "compatibility of " + subject, COMPATIBILITY, level));
        }
    }

    private Map<String, TopicDescription> describeExisting() {
        Map<String, TopicDescription> existing = new LinkedHashMap<>();
        List<String> names = topics.all().stream().map(Topic::name).toList();
        admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
            try {
                existing.put(name, await(answer));
            } catch (UnknownTopicOrPartitionException missing) {
                // Left out: that is what the caller wants to know.
            }
        });
        return existing;
    }

    private Map<String, Config> describeSettings(Map<String, TopicDescription> existing) {
        Map<String, Config> settings = new LinkedHashMap<>();
        List<ConfigResource> resources = existing.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        await(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> settings.put(resource.name(), config));
        return settings;
    }

    /** The first topic keyed by wallet decides, which is the one that most events go to. */
    private int walletPartitions(Map<String, TopicDescription> existing, int withoutAny) {
        for (Topic<?> topic : topics.keyedByWallet()) {
            TopicDescription description = existing.get(topic.name());
            if (description != null) {
                return description.partitions().size();
            }
        }
        return withoutAny;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof KafkaException answer) {
                throw answer;
            }
            throw new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
