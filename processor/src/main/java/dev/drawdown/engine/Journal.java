package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.Posting.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The postings of one decision, numbered on from the wallet's last, with what they share. */
final class Journal {
    private final List<Posting> postings = new ArrayList<>(2);
    private final String transactionId;
    private final long now;
    private Attribution attribution;
    private @Nullable Long correctsSeq;
    private int configVersion;
    private long seq;

    Journal(Wallet before, long now, String transactionId, Attribution attribution) {
        this.transactionId = transactionId;
        this.now = now;
        this.attribution = attribution;
        this.configVersion = before.configVersion();
        this.seq = before.seq();
    }

    List<Posting> postings() {
        return postings;
    }

    /** The number of the last posting. */
    long seq() {
        return seq;
    }

    int configVersion() {
        return configVersion;
    }

    void nextConfigVersion() {
        configVersion++;
    }

    /** What the postings are about. */
    Attribution attribution() {
        return attribution;
    }

    /** Says what the postings from here on are about. */
    void attribute(Attribution next) {
        attribution = next;
    }

    /** Names the entry that this decision corrects. */
    void correcting(@Nullable Long correctedSeq) {
        correctsSeq = correctedSeq;
    }

    /** What a posting is: the part of it that its kind of change decides. */
    record Line(Direction direction, Reason reason, Account debit, Account credit, String description) {}

    /** Enters an amount that takes from the balance or gives to it. */
    void enter(Line line, long balanceMicros, long amountMicros, long recognizedMicros, @Nullable Tranche tranche) {
        long delta = line.direction() == Direction.DEBIT ? -amountMicros : amountMicros;
        enter(line, Status.COMPLETED, balanceMicros, amountMicros, delta, recognizedMicros, tranche);
    }

    /** Enters an amount that leaves the balance as it is. */
    void note(Line line, Status status, long balanceMicros, long amountMicros, @Nullable Tranche tranche) {
        enter(line, status, balanceMicros, amountMicros, 0, 0, tranche);
    }

    /** Enters revenue, earned or given up, that goes past the balance. */
    void earn(Line line, long balanceMicros, long recognizedMicros) {
        enter(line, Status.COMPLETED, balanceMicros, Math.abs(recognizedMicros), 0, recognizedMicros, null);
    }

    private void enter(
            Line line,
            Status status,
            long balanceMicros,
            long amountMicros,
            long deltaMicros,
            long recognizedMicros,
            @Nullable Tranche tranche) {
        if (!postings.isEmpty()) {
            attribution = attribution.withoutQuantity();
        }
        postings.add(new Posting(
                ++seq,
                transactionId,
                line.direction(),
                line.reason(),
                status,
                amountMicros,
                deltaMicros,
                balanceMicros,
                balanceMicros + deltaMicros,
                tranche == null ? null : tranche.id(),
                tranche == null ? null : tranche.pool(),
                line.debit(),
                line.credit(),
                recognizedMicros,
                attribution,
                line.description(),
                now,
                configVersion,
                correctsSeq));
    }
}
