package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.ModelInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An input of a wallet that waits for its turn.
 *
 * @param key of the record
 * @param place among the wallet's other inputs as the program's output tells it, or null where it left no trace
 * @param latest the place of the next one on its topic that left a trace, itself included: it cannot go later than that
 */
record Queued(ModelInput input, String key, @Nullable Long place, long latest) {
    /** No input that left a trace is behind it. */
    static final long ANY_TIME = Long.MAX_VALUE;

    /** The place of an input whose first entry has this number. */
    static long placeOfEntry(long seq) {
        return 2 * seq;
    }

    /** The place of a command without entries, after which the wallet's last entry was this one. */
    static long placeAfter(long seq) {
        return 2 * seq + 1;
    }

    /** Whether the program's output tells that it went before the first of another topic. */
    boolean mustPrecede(Queued other) {
        return other.place != null && latest < other.place;
    }

    /** Whether it goes before the first of another topic where nothing tells: what left no trace goes by its time. */
    boolean mayPrecede(Queued other) {
        Instant at = input.at();
        return at.isBefore(other.input.at()) || (at.equals(other.input.at()) && place == null);
    }
}
