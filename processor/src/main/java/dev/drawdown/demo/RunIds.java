package dev.drawdown.demo;

import java.time.Instant;

/**
 * Names what one run of the demo sends. The run is part of every id, so that one that goes on with the data of an earlier
 * one does not repeat its ids.
 */
final class RunIds {
    private final String run;
    private long last;

    RunIds(Instant startedAt) {
        this.run = Long.toString(startedAt.toEpochMilli(), Character.MAX_RADIX);
    }

    String next(String kind) {
        last++;
        return kind + "-" + run + "-" + last;
    }
}
