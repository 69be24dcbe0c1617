package dev.drawdown.wire;

import org.apache.kafka.common.utils.Utils;

/** Which partition a key belongs to: the one that Kafka's own clients put it on. */
public final class Placement {
    private final int partitions;

    public Placement(int partitions) {
        this.partitions = partitions;
    }

    public boolean isWrong(byte[] key, int partition) {
        return partitions > 1 && of(key) != partition;
    }

    /** Returns the partition. */
    public int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
