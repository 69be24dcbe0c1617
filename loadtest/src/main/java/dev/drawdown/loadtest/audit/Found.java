package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Source;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the program wrote about one wallet, each topic in its order. */
final class Found {
    List<Fields> ledger = new ArrayList<>();
    final List<Fields> outcomes = new ArrayList<>();
    final List<Fields> alerts = new ArrayList<>();
    final List<Fields> gates = new ArrayList<>();
    final List<Fields> requests = new ArrayList<>();

    @Nullable
    Fields balance;

    /** The latest time of a record of all that the program wrote. */
    Instant writtenUntil = Instant.MIN;

    boolean isEmpty() {
        return ledger.isEmpty()
                && outcomes.isEmpty()
                && alerts.isEmpty()
                && gates.isEmpty()
                && requests.isEmpty()
                && balance == null;
    }

    void wrote(Instant at) {
        writtenUntil = at.isAfter(writtenUntil) ? at : writtenUntil;
    }

    /** The number of the first entry that an input caused. */
    Map<Source, Long> firstSeqs() {
        Map<Source, Long> firstSeqs = new HashMap<>();
        for (Fields entry : ledger) {
            firstSeqs.putIfAbsent(sourceOf(entry), entry.numberOr("seq", 0));
        }
        return firstSeqs;
    }

    static Source sourceOf(Fields entry) {
        return new Source(
                entry.textOr("source_topic", ""),
                (int) entry.numberOr("source_partition", -1),
                entry.numberOr("source_offset", -1));
    }

    /** The answers by command; a command that was sent twice has two. */
    Map<String, Deque<Fields>> outcomesById() {
        Map<String, Deque<Fields>> byId = new HashMap<>();
        for (Fields outcome : outcomes) {
            byId.computeIfAbsent(outcome.textOr("command_id", ""), id -> new ArrayDeque<>())
                    .add(outcome);
        }
        return byId;
    }
}
