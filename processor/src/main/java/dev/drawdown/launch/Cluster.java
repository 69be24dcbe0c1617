package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.topics.Difference;
import dev.drawdown.topics.TopicAdmin;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster and the registry that the settings name, as whoever sets up or starts an installation sees them. */
public final class Cluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    /** A person waits for the answer. */
    private static final int TIMEOUT_MILLIS = 15_000;

    /** With one of these wrong, money would be counted wrong, or nothing would run. */
    private static final Set<String> FORBIDDING = Set.of("topic", "partitions", "message.timestamp.type");

    private final DrawdownConfig config;
    private final Topics topics;
    private final Admin admin;
    private final TopicAdmin topicAdmin;

    private Cluster(DrawdownConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
        topics = Topics.withPrefix(config.topics().prefix());
        topicAdmin = new TopicAdmin(admin, RegistryClients.subjects(config.registry()), topics);
    }

    /** Returns the cluster and the registry that {@code config} names. Nothing is sent yet. */
    public static Cluster connect(DrawdownConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 3);
        settings.putAll(config.kafka().admin());
        try {
            return new Cluster(config, Admin.create(settings));
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "Expected Kafka at " + config.kafka().bootstrapServers() + ", but " + rootOf(e), e);
        }
    }

    /** Makes the topics that are missing, registers the schemas, and returns the names of the topics made. */
    public List<String> createTopics(int partitions, int replication) {
        return ask(topicAdmin -> topicAdmin.create(partitions, replication));
    }

    /** Returns how topics and schemas differ from the contract. */
    public List<Difference> differences() {
        return ask(TopicAdmin::check);
    }

    /**
     * Makes sure that an instance can run here, and returns how many partitions the wallets' topics have.
     *
     * @throws CommandFailure if it cannot
     */
    public int requireTopics() {
        List<Difference> differences = differences();
        List<Difference> forbidding = differences.stream()
                .filter(difference -> FORBIDDING.contains(difference.what()))
                .toList();
        if (!forbidding.isEmpty()) {
            StringBuilder message = new StringBuilder("Expected topics as the contract has them, but they are not:");
            forbidding.forEach(difference -> message.append("\n  ").append(difference));
            throw new CommandFailure(
                    message.append("\n`./drawdown topics create` makes what is missing; what is there and"
                                    + " differs is yours to change (`./drawdown topics check` lists all of it)")
                            .toString());
        }
        differences.forEach(difference -> log.warn("{}", difference));
        return partitions();
    }

    private int partitions() {
        String name = topics.usageEvents.name();
        try {
            Collection<TopicDescription> descriptions =
                    admin.describeTopics(List.of(name)).allTopicNames().get().values();
            return descriptions.iterator().next().partitions().size();
        } catch (ExecutionException e) {
            throw new CommandFailure("Expected to read the partitions of " + name + ", but " + rootOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    private <T> T ask(Function<TopicAdmin, T> question) {
        try {
            return question.apply(topicAdmin);
        } catch (SchemaRegistryException e) {
            throw new CommandFailure(
                    "Expected a schema registry at "
                            + String.join(",", config.registry().urls()) + ", but " + e.getMessage(),
                    e);
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "Expected Kafka at " + config.kafka().bootstrapServers() + " to answer, but " + rootOf(e), e);
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    @Override
    public void close() {
        admin.close();
    }
}
