package dev.drawdown.loadtest.peers;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Copies each input to the output as it is: what Kafka Streams lets any program reach at most. */
final class PassThrough {
    /** Half the bytes on their way cost less than they save: some percent faster than none. */
    static final String COMPRESSION = "lz4";

    private PassThrough() {}

    static Topology topology(PeerSettings settings) {
        Topology topology = new Topology();
        topology.addSource(
                "events", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Inputs.USAGE, Inputs.LEADS);
        topology.addSink(
                "ledger",
                Inputs.ledgerTopic(settings.kind()),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                "events");
        return topology;
    }
}
