package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase;
import dev.drawdown.payments.PaymentState.Phase.Doubtful;
import dev.drawdown.payments.PaymentState.Phase.Failed;
import dev.drawdown.payments.PaymentState.Phase.Paid;
import dev.drawdown.payments.PaymentState.Phase.Prepared;
import dev.drawdown.payments.PaymentState.Phase.UnderWay;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stored form of what is remembered of a payment request. */
final class PaymentStateCodec {
    /** In the first version an invoice said nothing of whom it is sent to. */
    private static final int NOT_ADDRESSED = 1;

    private static final int VERSION = 2;
    private static final int TYPICAL_BYTES = 512;

    private static final int CHARGE = 1;
    private static final int REFUND = 2;

    private static final int DIRECT = 1;
    private static final int INVOICED = 2;

    private static final int PREPARED = 1;
    private static final int DOUBTFUL = 2;
    private static final int UNDER_WAY = 3;
    private static final int FAILED = 4;
    private static final int PAID = 5;

    private static final ChargeStanding.Dispute[] DISPUTES = ChargeStanding.Dispute.values();

    private PaymentStateCodec() {}

    static byte[] encode(PaymentState state) {
        StateWriter out = new StateWriter(TYPICAL_BYTES);
        out.writeByte(VERSION);
        writeOrder(out, state.order());
        out.writeCount(state.attempt()).writeText(state.methodId());
        writePhase(out, state.phase());
        out.writeTextOrNull(state.providerId()).writeTextOrNull(state.lastChargeId());
        writeInstant(out, state.firstSentAt());
        writeInstant(out, state.attemptSentAt());
        out.writeCount(state.doubts());
        Instant wakeAt = state.wakeAt();
        out.writeNumberOrNull(wakeAt == null ? null : wakeAt.toEpochMilli());
        return out.toBytes();
    }

    static PaymentState decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        byte version = in.readByte();
        if (version != VERSION && version != NOT_ADDRESSED) {
            throw new CorruptStateException(
                    "Expected a payment of a version up to " + VERSION + ", but it is " + version);
        }
        PaymentState state = new PaymentState(
                readOrder(in, version),
                (int) in.readCount(),
                in.readText(),
                readPhase(in),
                in.readTextOrNull(),
                in.readTextOrNull(),
                readInstant(in),
                readInstant(in),
                (int) in.readCount(),
                instantOrNull(in.readNumberOrNull()));
        in.expectEnd();
        return state;
    }

    private static void writeOrder(StateWriter out, PaymentOrder order) {
        switch (order) {
            case PaymentOrder.Charge charge -> {
                out.writeByte(CHARGE).writeText(charge.requestId()).writeText(charge.customerId());
                out.writeNumber(charge.amountMicros()).writeText(charge.currency());
                out.writeText(charge.description());
                writeTexts(out, charge.metadata());
                writeCollect(out, charge.collect());
            }
            case PaymentOrder.Refund refund -> {
                out.writeByte(REFUND).writeText(refund.requestId()).writeText(refund.chargeId());
                out.writeNumber(refund.amountMicros()).writeText(refund.currency());
                writeTexts(out, refund.metadata());
            }
        }
    }

    private static PaymentOrder readOrder(StateReader in, byte version) {
        byte kind = in.readByte();
        return switch (kind) {
            case CHARGE ->
                new PaymentOrder.Charge(
                        in.readText(),
                        in.readText(),
                        in.readNumber(),
                        in.readText(),
                        in.readText(),
                        readTexts(in),
                        readCollect(in, version));
            case REFUND ->
                new PaymentOrder.Refund(in.readText(), in.readText(), in.readNumber(), in.readText(), readTexts(in));
            default -> throw new CorruptStateException("Expected an order, but its kind is " + kind);
        };
    }

    private static void writeCollect(StateWriter out, Collect collect) {
        switch (collect) {
            case Collect.Direct _ -> out.writeByte(DIRECT);
            case Collect.Invoiced(Instant dueAt, String name, String email) -> {
                writeInstant(out.writeByte(INVOICED), dueAt);
                out.writeTextOrNull(name).writeTextOrNull(email);
            }
        }
    }

    private static Collect readCollect(StateReader in, byte version) {
        byte kind = in.readByte();
        return switch (kind) {
            case DIRECT -> new Collect.Direct();
            case INVOICED ->
                version == NOT_ADDRESSED
                        ? new Collect.Invoiced(readInstant(in))
                        : new Collect.Invoiced(readInstant(in), in.readTextOrNull(), in.readTextOrNull());
            default -> throw new CorruptStateException("Expected a way to collect, but its kind is " + kind);
        };
    }

    private static void writePhase(StateWriter out, Phase phase) {
        switch (phase) {
            case Prepared _ -> out.writeByte(PREPARED);
            case Doubtful _ -> out.writeByte(DOUBTFUL);
            case UnderWay(PaymentResult standing) -> ResultCodec.write(out.writeByte(UNDER_WAY), standing);
            case Failed(Declined declined) -> ResultCodec.write(out.writeByte(FAILED), declined);
            case Paid paid -> {
                ResultCodec.write(out.writeByte(PAID), paid.paid());
                out.writeNumber(paid.refundedMicros()).writeOneOf(paid.dispute());
            }
        }
    }

    private static Phase readPhase(StateReader in) {
        byte kind = in.readByte();
        return switch (kind) {
            case PREPARED -> new Prepared();
            case DOUBTFUL -> new Doubtful();
            case UNDER_WAY -> new UnderWay(ResultCodec.read(in));
            case FAILED -> new Failed(read(in, Declined.class));
            case PAID -> new Paid(read(in, Succeeded.class), in.readNumber(), in.readOneOf(DISPUTES));
            default -> throw new CorruptStateException("Expected a phase, but its kind is " + kind);
        };
    }

    private static <R extends PaymentResult> R read(StateReader in, Class<R> type) {
        PaymentResult result = ResultCodec.read(in);
        if (!type.isInstance(result)) {
            throw new CorruptStateException("Expected " + type.getSimpleName() + ", but found " + result);
        }
        return type.cast(result);
    }

    /** In the order of their names, so that equal states are equal bytes. */
    private static void writeTexts(StateWriter out, Map<String, String> texts) {
        out.writeCount(texts.size());
        new TreeMap<>(texts).forEach((name, text) -> out.writeText(name).writeText(text));
    }

    private static Map<String, String> readTexts(StateReader in) {
        int size = in.readSize();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            texts.put(in.readText(), in.readText());
        }
        return texts;
    }

    private static void writeInstant(StateWriter out, Instant instant) {
        out.writeNumber(instant.toEpochMilli());
    }

    private static Instant readInstant(StateReader in) {
        return Instant.ofEpochMilli(in.readNumber());
    }

    private static @Nullable Instant instantOrNull(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
