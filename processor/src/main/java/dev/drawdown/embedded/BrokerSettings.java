package dev.drawdown.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the one Kafka node: broker and controller together, sized for two cores. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String HOST = "127.0.0.1";
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MEBIBYTE = 1 << 20;

    private BrokerSettings() {}

    static Map<String, String> of(Path logDirectory, int port) {
        Map<String, String> settings = new HashMap<>();
        addListeners(settings, port);
        addStorage(settings, logDirectory);
        addSingleNode(settings);
        addGroups(settings);
        addThreads(settings);
        return settings;
    }

    private static void addListeners(Map<String, String> settings, int port) {
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("process.roles", "broker,controller");
        settings.put(
                "listeners", "%s://%s:%d,%s://%s:0".formatted(CLIENT_LISTENER, HOST, port, CONTROLLER_LISTENER, HOST));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // The controller's port is any free one; the voters' real address is handed over once it is bound.
        settings.put("controller.quorum.voters", NODE_ID + "@0.0.0.0:0");
    }

    private static void addStorage(Map<String, String> settings, Path logDirectory) {
        settings.put("log.dirs", logDirectory.toString());
        // After a kill every partition's last segment is read again, so its size bounds the time of a restart.
        settings.put("log.segment.bytes", Integer.toString(128 * MEBIBYTE));
        settings.put("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * MEBIBYTE));
        settings.put("log.cleaner.backoff.ms", "5000");
        // All share the cores of one machine: rather a little all the time than half a core for seconds. Each byte is
        // read
        // twice and seldom written again, so this is enough for 16 MiB a second of state: some 20,000 debits.
        settings.put("log.cleaner.io.max.bytes.per.second", Integer.toString(32 * MEBIBYTE));
        settings.put("auto.create.topics.enable", "false");
        // Idle, the controller would write and sync a record twice a second.
        settings.put("metadata.max.idle.interval.ms", "10000");
    }

    private static void addSingleNode(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // A killed producer's open transaction holds back every read_committed reader until it is aborted.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A machine that slept or stalled must not cost the only broker its leadership; a restart does not wait for it.
        settings.put("broker.session.timeout.ms", "60000");
        // There is no other broker to hand leadership to.
        settings.put("controlled.shutdown.enable", "false");
    }

    private static void addGroups(Map<String, String> settings) {
        // Long enough for all threads of an instance to join at once: one that is late is left with the tasks that the
        // first
        // gives up, and those are all of one kind.
        settings.put("group.initial.rebalance.delay.ms", "200");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "100");
        settings.put("group.consumer.session.timeout.ms", "3000");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.assignment.interval.ms", "0");
        settings.put("group.streams.min.session.timeout.ms", "1000");
        settings.put("group.streams.min.heartbeat.interval.ms", "100");
        settings.put("group.streams.session.timeout.ms", "3000");
        settings.put("group.streams.heartbeat.interval.ms", "500");
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.assignment.interval.ms", "0");
    }

    private static void addThreads(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "3");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("group.coordinator.background.threads", "1");
    }
}
