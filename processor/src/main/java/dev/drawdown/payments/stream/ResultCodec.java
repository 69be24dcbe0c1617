package dev.drawdown.payments.stream;

import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.time.Duration;

/** The stored form of how an attempt stands. */
final class ResultCodec {
    private static final int SUCCEEDED = 1;
    private static final int PROCESSING = 2;
    private static final int ACTION_REQUIRED = 3;
    private static final int DECLINED = 4;
    private static final int UNKNOWN = 5;
    private static final int UNAVAILABLE = 6;
    private static final DeclineKind[] KINDS = DeclineKind.values();

    private ResultCodec() {}

    static void write(StateWriter out, PaymentResult result) {
        switch (result) {
            case Succeeded paid -> {
                out.writeByte(SUCCEEDED).writeText(paid.providerId()).writeTextOrNull(paid.chargeId());
                out.writeNumber(paid.amountMicros()).writeTextOrNull(paid.receiptUrl());
            }
            case Processing(String provider, String charge) ->
                out.writeByte(PROCESSING).writeText(provider).writeTextOrNull(charge);
            case ActionRequired(String provider, String url) ->
                out.writeByte(ACTION_REQUIRED).writeText(provider).writeText(url);
            case Declined declined -> {
                out.writeByte(DECLINED).writeTextOrNull(declined.providerId()).writeTextOrNull(declined.chargeId());
                out.writeOneOf(declined.kind()).writeText(declined.code());
            }
            case Unknown(String provider, String reason) ->
                out.writeByte(UNKNOWN).writeTextOrNull(provider).writeText(reason);
            case Unavailable(Duration retryAfter, String reason) ->
                out.writeByte(UNAVAILABLE).writeNumber(retryAfter.toMillis()).writeText(reason);
        }
    }

    static PaymentResult read(StateReader in) {
        byte kind = in.readByte();
        return switch (kind) {
            case SUCCEEDED -> new Succeeded(in.readText(), in.readTextOrNull(), in.readNumber(), in.readTextOrNull());
            case PROCESSING -> new Processing(in.readText(), in.readTextOrNull());
            case ACTION_REQUIRED -> new ActionRequired(in.readText(), in.readText());
            case DECLINED -> new Declined(in.readTextOrNull(), in.readTextOrNull(), in.readOneOf(KINDS), in.readText());
            case UNKNOWN -> new Unknown(in.readTextOrNull(), in.readText());
            case UNAVAILABLE -> new Unavailable(Duration.ofMillis(in.readNumber()), in.readText());
            default -> throw new CorruptStateException("Expected a result, but its kind is " + kind);
        };
    }
}
