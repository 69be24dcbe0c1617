package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.ModelInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An input of a wallet that waits for its turn.
 *
 * @param key of the record
 * @param place among the wallet's other inputs as the program's output tells it, or null where it left no trace
 * @param refusedAs the code with which a command was refused, or null
 */
record Queued(
        ModelInput input,
        String key,
        @Nullable Long place,
        @Nullable String refusedAs) {

    /** The place of an input whose first entry has this number. */
    static long placeOfEntry(long seq) {
        return 2 * seq;
    }

    /** The place of a command without entries, after which the wallet's last entry was this one. */
    static long placeAfter(long seq) {
        return 2 * seq + 1;
    }

    /** Whether it goes before the first of another topic. */
    boolean before(Queued other) {
        if (place != null && other.place() != null) {
            return place < other.place();
        }
        Instant at = input.at();
        return at.isBefore(other.input().at()) || (at.equals(other.input().at()) && place == null);
    }
}
