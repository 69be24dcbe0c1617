package dev.drawdown.loadtest.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivered lead took, from where. */
final class Receipt {
    final Instant at;
    final long firstSeq;
    final List<Part> parts;
    final @Nullable Owed owed;
    final @Nullable OnCard card;
    boolean returned;

    Receipt(Instant at, long firstSeq, List<Part> parts, @Nullable Owed owed, @Nullable OnCard card) {
        this.at = at;
        this.firstSeq = firstSeq;
        this.parts = List.copyOf(parts);
        this.owed = owed;
        this.card = card;
    }
}
