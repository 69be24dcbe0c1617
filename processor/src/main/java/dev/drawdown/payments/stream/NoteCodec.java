package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Kept;
import dev.drawdown.payments.PaymentEvent.Requested;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentEvent.Woken;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;

/** The form of notes on the internal topic. */
final class NoteCodec {
    private static final int VERSION = 1;
    private static final int KEPT = 1;
    private static final int ANSWERED = 2;
    private static final int REVIEWED = 3;
    private static final int HINTED = 4;
    private static final int TYPICAL_BYTES = 256;
    private static final ChargeStanding.Dispute[] DISPUTES = ChargeStanding.Dispute.values();

    private NoteCodec() {}

    static byte[] encode(Note note) {
        StateWriter out = new StateWriter(TYPICAL_BYTES);
        out.writeByte(VERSION).writeText(note.requestId());
        switch (note.event()) {
            case Kept _ -> out.writeByte(KEPT);
            case Answered(int attempt, var result) -> {
                out.writeByte(ANSWERED).writeCount(attempt);
                ResultCodec.write(out, result);
            }
            case Reviewed(ChargeStanding standing) -> {
                out.writeByte(REVIEWED);
                write(out, standing);
            }
            case Hinted _ -> out.writeByte(HINTED);
            case Requested _, Woken _ ->
                throw new IllegalArgumentException("Expected what comes from outside, but it is " + note);
        }
        return out.toBytes();
    }

    static Note decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        byte version = in.readByte();
        if (version != VERSION) {
            throw new CorruptStateException("Expected a note of version " + VERSION + ", but it is " + version);
        }
        Note note = new Note(in.readText(), event(in));
        in.expectEnd();
        return note;
    }

    private static PaymentEvent event(StateReader in) {
        byte kind = in.readByte();
        return switch (kind) {
            case KEPT -> new Kept();
            case ANSWERED -> new Answered((int) in.readCount(), ResultCodec.read(in));
            case REVIEWED -> new Reviewed(readStanding(in));
            case HINTED -> new Hinted();
            default -> throw new CorruptStateException("Expected a note, but its kind is " + kind);
        };
    }

    private static void write(StateWriter out, ChargeStanding standing) {
        out.writeText(standing.chargeId()).writeTextOrNull(standing.requestId()).writeText(standing.currency());
        out.writeNumber(standing.amountMicros()).writeNumber(standing.refundedMicros());
        out.writeOneOf(standing.dispute()).writeNumber(standing.disputedMicros());
    }

    private static ChargeStanding readStanding(StateReader in) {
        return new ChargeStanding(
                in.readText(),
                in.readTextOrNull(),
                in.readText(),
                in.readNumber(),
                in.readNumber(),
                in.readOneOf(DISPUTES),
                in.readNumber());
    }
}
