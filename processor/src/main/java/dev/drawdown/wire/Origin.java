package dev.drawdown.wire;

/**
 * Where an input was first read; the ledger and dead letters name it, also when the input has been sent on within since.
 *
 * @param topic empty for what no topic brought, such as work that fell due
 */
public record Origin(String topic, int partition, long offset) {
    public static final Origin NONE = new Origin("", -1, -1);
}
