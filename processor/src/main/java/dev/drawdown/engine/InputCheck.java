package dev.drawdown.engine;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Refuses inputs that make no sense whatever the wallet's state is. */
final class InputCheck {
    private static final int MAX_ID_LENGTH = 512;

    private InputCheck() {}

    static @Nullable Refusal refuse(Input input) {
        if (input.id().isBlank()) {
            return new Refusal(Outcome.NO_ID, "Expected an id that is unique for the wallet, but it is blank.");
        }
        if (input.id().length() > MAX_ID_LENGTH) {
            return malformed("Expected an id of at most " + MAX_ID_LENGTH + " characters, but it is longer.");
        }
        return switch (input) {
            case Input.Usage usage -> refuseUsage(usage);
            case Input.LeadDelivered lead ->
                lead.leadId().isBlank() ? noLead() : refuseAmount(lead.amountMicros(), true);
            case Input.LeadReturned lead -> lead.leadId().isBlank() ? noLead() : null;
            case Input.Command command -> refuseBody(command.body());
            case Input.Due _, Input.OwnerChanged _, Input.MethodsChanged _, Input.CardFailing _ -> null;
        };
    }

    private static @Nullable Refusal refuseUsage(Input.Usage usage) {
        if (usage.quantity().compareTo(BigDecimal.ZERO) < 0) {
            return new Refusal(Outcome.NEGATIVE_AMOUNT, "Expected quantity to be 0 or more, but it is negative.");
        }
        if (usage.amountMicros() == null && usage.meter() == null) {
            return malformed("Expected an amount, or a meter to price it by, but there is neither.");
        }
        return refuseAmount(usage.amountMicros(), true);
    }

    private static @Nullable Refusal refuseBody(Input.Body body) {
        return switch (body) {
            case Input.OpenWallet open -> refuseOpening(open);
            case Input.TopUp topUp -> refuseTopUp(topUp);
            case Input.Grant grant -> refuseAmount(grant.amountMicros(), false);
            case Input.Deduct deduct -> refuseAmount(deduct.amountMicros(), false);
            case Input.ChargeCard charge -> refuseAmount(charge.amountMicros(), false);
            case Input.Adjust adjust ->
                adjust.amountMicros() == 0
                        ? malformed("Expected the amount of an adjustment to be other than 0, but it is 0.")
                        : refuseRange(adjust.amountMicros());
            case Input.PlaceHold hold ->
                hold.holdId().isBlank()
                        ? malformed("Expected a hold_id, but it is blank.")
                        : refuseAmount(hold.amountMicros(), false);
            case Input.CaptureHold capture -> refuseAmount(capture.amountMicros(), true);
            case Input.RecordPayment payment ->
                payment.attempt() < 1
                        ? malformed("Expected attempt to be 1 or more, but it is " + payment.attempt() + ".")
                        : refuseAmount(payment.amountMicros(), false);
            case Input.ConfigureWallet _,
                    Input.FreezeWallet _,
                    Input.UnfreezeWallet _,
                    Input.TerminateWallet _,
                    Input.AmendTranche _,
                    Input.Subscribe _,
                    Input.Unsubscribe _,
                    Input.ReleaseHold _,
                    Input.PayInvoice _,
                    Input.VoidInvoicePayment _ -> null;
        };
    }

    private static @Nullable Refusal refuseOpening(Input.OpenWallet open) {
        Refusal refusal = open.topUp() == null ? null : refuseTopUp(open.topUp());
        return refusal == null ? refuseAmount(open.freeAmountMicros(), true) : refusal;
    }

    private static @Nullable Refusal refuseTopUp(Input.TopUp topUp) {
        Refusal refusal = refuseAmount(topUp.amountMicros(), false);
        return refusal == null ? refuseAmount(topUp.freeAmountMicros(), true) : refusal;
    }

    private static @Nullable Refusal refuseAmount(@Nullable Long amountMicros, boolean zeroAllowed) {
        if (amountMicros == null) {
            return null;
        }
        if (amountMicros < 0) {
            return new Refusal(Outcome.NEGATIVE_AMOUNT, "Expected the amount not to be negative, but it is.");
        }
        if (amountMicros == 0 && !zeroAllowed) {
            return malformed("Expected the amount to be above 0, but it is 0.");
        }
        return refuseRange(amountMicros);
    }

    private static @Nullable Refusal refuseRange(long amountMicros) {
        return Amounts.isOutOfRange(amountMicros)
                ? new Refusal(
                        Outcome.AMOUNT_OUT_OF_RANGE,
                        "Expected the amount to be at most 999999999999.999999, but it is more.")
                : null;
    }

    private static Refusal noLead() {
        return malformed("Expected a lead_id, but it is blank.");
    }

    private static Refusal malformed(String message) {
        return new Refusal(Outcome.MALFORMED, message);
    }
}
