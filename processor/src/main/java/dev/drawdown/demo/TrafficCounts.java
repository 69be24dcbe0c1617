package dev.drawdown.demo;

import java.util.concurrent.atomic.LongAdder;

/** How much of what the traffic has done, for the screen. */
public final class TrafficCounts {
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder bad = new LongAdder();
    private final LongAdder heldBack = new LongAdder();

    void duplicated() {
        duplicates.increment();
    }

    void spoiled() {
        bad.increment();
    }

    void heldBack() {
        heldBack.increment();
    }

    /** Returns how many events were sent a second time. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Returns how many records were sent that cannot be booked. */
    public long bad() {
        return bad.sum();
    }

    /** Returns how many deliveries did not take place because the gate was closed. */
    public long heldBackByGates() {
        return heldBack.sum();
    }
}
