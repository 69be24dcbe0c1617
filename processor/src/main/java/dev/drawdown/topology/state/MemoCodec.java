package dev.drawdown.topology.state;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of one memo: its length, kind, fingerprint and time stand first, so that a search passes over the others
 * without reading them.
 */
final class MemoCodec {
    private static final Memo.Kind[] KINDS = Memo.Kind.values();
    private static final Memo.HoldEnd[] HOLD_ENDS = Memo.HoldEnd.values();

    private final StateWriter scratch = new StateWriter(256);
    private final StateWriter entry = new StateWriter(256);

    /** A memo's whole entry. */
    byte[] encode(Memo memo) {
        entry.clear();
        write(entry, memo);
        return entry.toBytes();
    }

    void write(StateWriter out, Memo memo) {
        scratch.clear().writeOneOf(memo.kind());
        Fingerprint fingerprint = memo.fingerprint();
        scratch.writeFixed(fingerprint.high()).writeFixed(fingerprint.low());
        scratch.writeNumber(memo.atMillis());
        switch (memo) {
            case Memo.Accepted accepted -> writeAccepted(accepted);
            case Memo.Receipt receipt -> writeReceipt(receipt);
            case Memo.EndedHold ended -> scratch.writeOneOf(ended.end()).writeNumber(ended.capturedMicros());
            case Memo.Amendment amended ->
                scratch.writeNumber(amended.priority()).writeInstant(amended.expiresAtMillis());
            case Memo.PastPayment past -> PaymentCodec.write(scratch, past.payment());
        }
        out.writeBlock(scratch.toBytes());
    }

    /** Reads the memo whose bytes, without their length, {@code entry} shows. */
    static Memo read(byte[] bytes, MemoView entry) {
        StateReader in = new StateReader(bytes, entry.payloadFrom(), entry.end());
        Fingerprint fingerprint = new Fingerprint(entry.high(), entry.low());
        Memo memo = switch (entry.kind()) {
            case INPUT -> new Memo.Accepted(fingerprint, entry.atMillis(), in.readFixed(), readAnswer(in));
            case RECEIPT ->
                new Memo.Receipt(
                        fingerprint,
                        entry.atMillis(),
                        in.readCount(),
                        WalletCodec.readSlices(in),
                        in.readNumber(),
                        in.readNumber(),
                        in.readBoolean(),
                        // A receipt ends here where no card pays, as all did in the beginning.
                        in.remaining() == 0 ? 0 : in.readCount(),
                        in.remaining() == 0 ? 0 : in.readNumber());
            case ENDED_HOLD ->
                new Memo.EndedHold(fingerprint, entry.atMillis(), in.readOneOf(HOLD_ENDS), in.readNumber());
            case AMENDMENT -> new Memo.Amendment(fingerprint, entry.atMillis(), in.readInt(), in.readInstant());
            case PAYMENT -> new Memo.PastPayment(fingerprint, entry.atMillis(), PaymentCodec.readOne(in));
        };
        in.expectEnd();
        return memo;
    }

    static Memo.Kind kindOf(StateReader in) {
        return in.readOneOf(KINDS);
    }

    private void writeAccepted(Memo.Accepted accepted) {
        scratch.writeFixed(accepted.bodyHash());
        Memo.Answer answer = accepted.answer();
        scratch.writeBoolean(answer != null);
        if (answer != null) {
            // By name, since outcomes are in order of precedence and a new one may come between two others.
            scratch.writeText(answer.outcome().name()).writeText(answer.message());
            scratch.writeNumber(answer.availableMicros()).writeCount(answer.seq());
        }
    }

    private static Memo.@Nullable Answer readAnswer(StateReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        return new Memo.Answer(readOutcome(in.readText()), in.readText(), in.readNumber(), in.readCount());
    }

    private static Outcome readOutcome(String name) {
        try {
            return Outcome.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new CorruptStateException("Expected the name of an outcome, but found " + name);
        }
    }

    private void writeReceipt(Memo.Receipt receipt) {
        scratch.writeCount(receipt.firstSeq());
        WalletCodec.writeSlices(scratch, receipt.slices());
        scratch.writeNumber(receipt.owedFromMicros()).writeNumber(receipt.owedMicros());
        scratch.writeBoolean(receipt.returned());
        if (receipt.cardNumber() > 0) {
            scratch.writeCount(receipt.cardNumber()).writeNumber(receipt.cardMicros());
        }
    }
}
