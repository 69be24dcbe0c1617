package dev.drawdown.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Numbers the records of each key. An output says which number that was, how many entries the ordered section has of the
 * key, and what came in: {@code 7:1:7} for the seventh of a producer that counts too.
 */
final class CountingTopology {
    static final String STORE = "counts";
    static final int COMMIT_EVERY = 50;

    private static final byte COUNTS = 1;
    private static final byte INDEX = Section.ORDERED_FROM;

    private CountingTopology() {}

    /** Called before each record; what it throws ends the thread. */
    interface Obstacle {
        Obstacle NONE = value -> {};

        void meet(String value);
    }

    /**
     * Builds the graph.
     *
     * @param paddingBytes how much larger than needed each count is
     */
    static Topology build(String prefix, StoreBuilder<?> store, int paddingBytes, Obstacle obstacle) {
        Properties names = new Properties();
        names.put(StreamsConfig.APPLICATION_ID_CONFIG, "names");
        names.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(names)));
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), in(prefix));
        topology.addProcessor("counter", () -> new Counter(prefix, paddingBytes, obstacle), "in");
        topology.addStateStore(store, "counter");
        topology.addSink("out", out(prefix), new ByteArraySerializer(), new ByteArraySerializer(), "counter");
        return topology;
    }

    static String in(String prefix) {
        return prefix + "in";
    }

    static String out(String prefix) {
        return prefix + "out";
    }

    /** Where the last count of each changed key goes with each commit, if the table can wait. */
    static String latest(String prefix) {
        return prefix + "latest";
    }

    private static final class Counter implements Processor<byte[], byte[], byte[], byte[]> {
        private final String prefix;
        private final int paddingBytes;
        private final Obstacle obstacle;
        private final Map<Bytes, Long> changed = new HashMap<>();
        private ProcessorContext<byte[], byte[]> context;
        private StateTable table;
        private StateTable counts;
        private StateTable index;
        private int processed;

        @SuppressWarnings("NullAway.Init")
        Counter(String prefix, int paddingBytes, Obstacle obstacle) {
            this.prefix = prefix;
            this.paddingBytes = paddingBytes;
            this.obstacle = obstacle;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = processorContext;
            StateStore store = context.getStateStore(STORE);
            table = StateTables.of(store);
            counts = new Section(table, COUNTS);
            index = new Section(table, INDEX);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            obstacle.meet(value);
            byte[] key = record.key();
            byte[] stored = counts.get(key);
            long before = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
            long count = before + 1;
            counts.put(
                    key,
                    ByteBuffer.allocate(Long.BYTES + paddingBytes)
                            .putLong(count)
                            .array());
            index.delete(indexKey(key, before));
            index.put(indexKey(key, count), key);
            String output = count + ":" + indexed(key) + ":" + value;
            context.forward(record.withValue(output.getBytes(StandardCharsets.UTF_8)));
            defer(key, count);
            if (++processed % COMMIT_EVERY == 0) {
                context.commit();
            }
        }

        @Override
        public void close() {
            table.abandon();
        }

        private void defer(byte[] key, long count) {
            if (!changed.isEmpty() || counts.beforeCommit(this::sendLatest)) {
                changed.put(Bytes.wrap(key), count);
            }
        }

        private void sendLatest(StateTable.Outbox outbox) {
            changed.forEach((key, last) ->
                    outbox.send(latest(prefix), key.get(), Long.toString(last).getBytes(StandardCharsets.UTF_8), 0));
            changed.clear();
        }

        private int indexed(byte[] key) {
            int entries = 0;
            try (StateTable.Entries found = index.range(indexKey(key, 0), indexKey(key, Long.MAX_VALUE))) {
                while (found.next()) {
                    entries++;
                }
            }
            return entries;
        }

        private static byte[] indexKey(byte[] key, long count) {
            return ByteBuffer.allocate(key.length + 1 + Long.BYTES)
                    .put(key)
                    .put((byte) 0)
                    .putLong(count)
                    .array();
        }
    }
}
