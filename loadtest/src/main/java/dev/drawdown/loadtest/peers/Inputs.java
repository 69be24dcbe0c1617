package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of events, and a peer's own beside them. */
final class Inputs implements AutoCloseable {
    static final String USAGE = Topics.unprefixed().usageEvents.name();
    static final String LEADS = Topics.unprefixed().leadEvents.name();

    private final Admin admin;
    private final List<TopicPartition> partitions = new ArrayList<>();

    Inputs(String bootstrap) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
        Map<String, TopicDescription> topics =
                get(admin.describeTopics(List.of(USAGE, LEADS)).allTopicNames());
        topics.forEach((name, topic) ->
                topic.partitions().forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
    }

    static String ledgerTopic(String kind) {
        return "peer-" + kind + ".ledger";
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** Makes the topic that a peer writes, if it is not there yet. */
    void createLedger(String kind, int given) {
        int count = given > 0 ? given : highestPartition() + 1;
        NewTopic topic = new NewTopic(ledgerTopic(kind), Optional.of(count), Optional.empty());
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Expected to create " + topic.name() + ", but it failed", failure);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private int highestPartition() {
        int highest = 0;
        for (TopicPartition each : partitions) {
            highest = Math.max(highest, each.partition());
        }
        return highest;
    }

    /** Returns the offset of the first record of each partition that is still there. */
    Map<TopicPartition, Long> starts() {
        return offsets(OffsetSpec.earliest());
    }

    /** Returns the offset behind the last record of each partition. */
    Map<TopicPartition, Long> ends() {
        return offsets(OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(each -> wanted.put(each, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(wanted).all()).forEach((each, found) -> offsets.put(each, found.offset()));
        return offsets;
    }

    /** Returns how many records from {@code starts} on a group has committed. */
    long committed(String group, Map<TopicPartition, Long> starts) {
        long records = 0;
        var offsets = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
            var offset = offsets.get(start.getKey());
            if (offset != null) {
                // It may stand before what has been deleted since.
                records += Math.max(0, offset.offset() - start.getValue());
            }
        }
        return records;
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("Expected the cluster to answer, but it did not", failure.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static IllegalStateException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while asking the cluster", interrupted);
    }

    @Override
    public void close() {
        admin.close();
    }
}
