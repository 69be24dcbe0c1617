package dev.drawdown.loadtest.measure;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees from the broker how far everybody has come. */
public final class Watchtower implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int BACKOFF_MILLIS = 100;

    private final Admin admin;
    private final Map<String, List<TopicPartition>> partitions = new ConcurrentHashMap<>();

    public Watchtower(Connection connection) {
        Map<String, Object> settings = connection.kafka();
        // A broker that was killed should be found again at once.
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, BACKOFF_MILLIS);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, BACKOFF_MILLIS);
        admin = Admin.create(settings);
    }

    /** Whether there is such a topic. */
    public boolean exists(String topic) {
        return partitions.containsKey(topic) || !partitionsOf(topic).isEmpty();
    }

    /** The partitions of a topic; none where it does not exist. */
    public List<TopicPartition> partitionsOf(String topic) {
        List<TopicPartition> known = partitions.get(topic);
        if (known != null) {
            return known;
        }
        List<TopicPartition> found = new ArrayList<>();
        try {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
            topics.values()
                    .forEach(described -> described
                            .partitions()
                            .forEach(partition -> found.add(new TopicPartition(topic, partition.partition()))));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw new LoadtestFailure("The broker could not be asked for " + topic + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        partitions.put(topic, found);
        return found;
    }

    /** Up to where a topic is committed, all partitions together. */
    public long committed(String topic) {
        return sum(ends(List.of(topic)));
    }

    /** Up to where topics are committed. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** Up to where topics are written, committed or not. */
    public Map<TopicPartition, Long> written(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where topics begin by now. */
    public Map<TopicPartition, Long> starts(Collection<String> topics) {
        return offsets(topics, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.forEach(topic -> partitionsOf(topic).forEach(partition -> asked.put(partition, spec)));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** How many records of these topics a group has still to commit. */
    public long lag(String group, Collection<String> topics) {
        Map<TopicPartition, OffsetAndMetadata> done =
                get(admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group));
        Map<TopicPartition, Long> starts = starts(topics);
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(topics).entrySet()) {
            OffsetAndMetadata committed = done.get(end.getKey());
            long from = committed == null ? starts.getOrDefault(end.getKey(), 0L) : committed.offset();
            lag += Math.max(0, end.getValue() - from);
        }
        return lag;
    }

    /** Which partitions of a topic each member of a group has, by the name under which it joined; empty ones are left out. */
    public Map<String, Set<Integer>> owners(String group, String topic) {
        Map<String, Set<Integer>> owners = new TreeMap<>();
        for (MemberDescription member : members(group)) {
            String name = member.groupInstanceId().orElse(member.clientId());
            for (TopicPartition partition : member.assignment().topicPartitions()) {
                if (partition.topic().equals(topic)) {
                    owners.computeIfAbsent(name, first -> new TreeSet<>()).add(partition.partition());
                }
            }
        }
        return owners;
    }

    private Collection<MemberDescription> members(String group) {
        try {
            ConsumerGroupDescription described =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return described == null ? List.of() : described.members();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw new LoadtestFailure("The broker could not be asked for " + group + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    /** Forgets what lies before these offsets. */
    public void forget(Map<TopicPartition, Long> before) {
        Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
        before.forEach((partition, offset) -> records.put(partition, RecordsToDelete.beforeOffset(offset)));
        get(admin.deleteRecords(records).all());
    }

    /** Has a compacted topic keep every record for as long as a run may take. */
    public void keepAll(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry lag = new ConfigEntry("min.compaction.lag.ms", Long.toString(KEPT.toMillis()));
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(lag, AlterConfigOp.OpType.SET))))
                .all());
    }

    static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new LoadtestFailure("The broker could not be asked: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static LoadtestFailure interrupted() {
        Thread.currentThread().interrupt();
        return new LoadtestFailure("Interrupted while asking the broker");
    }

    @Override
    public void close() {
        admin.close();
    }
}
