package dev.drawdown.loadtest.model;

/** Where an input was read. */
public record Source(String topic, int partition, long offset) {
    /** What time brings comes from no topic. */
    public static final Source TIME = new Source("", -1, -1);

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
