package dev.drawdown.topology;

import static dev.drawdown.topology.Fields.micros;
import static dev.drawdown.topology.Fields.microsOrNull;
import static dev.drawdown.topology.Fields.millisOrNull;
import static dev.drawdown.topology.Fields.oneOf;

import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.schemas.Adjust;
import dev.drawdown.schemas.AmendTranche;
import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.ChargeCard;
import dev.drawdown.schemas.ConfigureWallet;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.FreezeWallet;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.InvoiceLine;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.PayInvoice;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.ReleaseHold;
import dev.drawdown.schemas.Subscribe;
import dev.drawdown.schemas.TerminateWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UnfreezeWallet;
import dev.drawdown.schemas.Unsubscribe;
import dev.drawdown.schemas.VoidInvoicePayment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The body of a wallet command from the wire, one method for each that is more than a name. */
final class CommandReader {
    private static final WalletSettings.Collect[] TOP_UP_COLLECTS = {
        WalletSettings.Collect.CARD, WalletSettings.Collect.INVOICE, WalletSettings.Collect.RECORDED
    };

    private CommandReader() {}

    /**
     * Reads a body.
     *
     * @param zone the owner's time zone, for an opening; others do not look at it
     */
    static Input.Body read(Object wire, ZoneId zone) throws UnacceptableException {
        return switch (wire) {
            case OpenWallet open -> open(open, zone);
            case ConfigureWallet configure ->
                new Input.ConfigureWallet(
                        SettingsReader.read(configure.getSettings()),
                        millisOrNull(configure.getExpiresAt()),
                        configure.getName(),
                        configure.getExpectedConfigVersion(),
                        configure.getChange());
            case FreezeWallet freeze -> new Input.FreezeWallet(freeze.getReason());
            case UnfreezeWallet unfreeze -> new Input.UnfreezeWallet(unfreeze.getReason());
            case TerminateWallet terminate -> new Input.TerminateWallet(terminate.getReason());
            case TopUp topUp -> topUp(topUp);
            case Grant grant -> grant(grant);
            case AmendTranche amend ->
                new Input.AmendTranche(amend.getTrancheId(), millisOrNull(amend.getExpiresAt()), amend.getPriority());
            case Deduct deduct ->
                new Input.Deduct(micros("amount", deduct.getAmount()), deduct.getRefundToCard(), deduct.getReason());
            case ChargeCard charge ->
                new Input.ChargeCard(
                        micros("amount", charge.getAmount()), charge.getDescription(), charge.getPayerId());
            case Adjust adjust ->
                new Input.Adjust(
                        micros("amount", adjust.getAmount()),
                        pool(adjust.getPool()),
                        adjust.getReason(),
                        adjust.getCorrectsSeq());
            case Subscribe subscribe -> new Input.Subscribe(subscribe.getPlanId(), millisOrNull(subscribe.getAnchor()));
            case Unsubscribe unsubscribe ->
                new Input.Unsubscribe(unsubscribe.getPlanId(), unsubscribe.getKeepRemaining());
            case PlaceHold hold -> hold(hold);
            case CaptureHold capture ->
                new Input.CaptureHold(capture.getHoldId(), microsOrNull("amount", capture.getAmount()));
            case ReleaseHold release -> new Input.ReleaseHold(release.getHoldId());
            case PayInvoice pay -> new Input.PayInvoice(pay.getInvoiceId(), lines(pay.getLines()));
            case VoidInvoicePayment undo -> new Input.VoidInvoicePayment(undo.getInvoiceId());
            case RecordPayment payment -> payment(payment);
            default ->
                throw new UnacceptableException(
                        Outcome.MALFORMED,
                        "Expected a command's body, but it is a "
                                + wire.getClass().getSimpleName());
        };
    }

    private static Input.OpenWallet open(OpenWallet wire, ZoneId zone) throws UnacceptableException {
        Fields.requireId("owner_id", wire.getOwnerId());
        TopUp topUp = wire.getTopUp();
        return new Input.OpenWallet(
                wire.getOwnerId(),
                wire.getName(),
                wire.getCurrency(),
                micros("credit_value", wire.getCreditValue()),
                SettingsReader.read(wire.getSettings()),
                millisOrNull(wire.getExpiresAt()),
                topUp == null ? null : topUp(topUp),
                microsOrNull("free_amount", wire.getFreeAmount()),
                zone);
    }

    private static Input.TopUp topUp(TopUp wire) throws UnacceptableException {
        return new Input.TopUp(
                micros("amount", wire.getAmount()),
                oneOf(Outcome.MALFORMED, "collect", wire.getCollect(), TOP_UP_COLLECTS),
                wire.getPayerId(),
                wire.getReference(),
                micros("free_amount", wire.getFreeAmount()),
                millisOrNull(wire.getExpiresAt()));
    }

    private static Input.Grant grant(Grant wire) throws UnacceptableException {
        return new Input.Grant(
                micros("amount", wire.getAmount()),
                pool(wire.getPool()),
                wire.getPriority(),
                millisOrNull(wire.getEffectiveAt()),
                millisOrNull(wire.getExpiresAt()),
                SettingsReader.scope(wire.getScope()),
                wire.getReason());
    }

    private static Input.PlaceHold hold(PlaceHold wire) throws UnacceptableException {
        return new Input.PlaceHold(
                wire.getHoldId(),
                micros("amount", wire.getAmount()),
                chargeType(wire.getChargeType()),
                wire.getCategory(),
                wire.getTtlSeconds(),
                wire.getAllowOverage());
    }

    private static List<Input.InvoiceLine> lines(List<InvoiceLine> wire) throws UnacceptableException {
        List<Input.InvoiceLine> lines = new ArrayList<>(wire.size());
        for (InvoiceLine line : wire) {
            lines.add(new Input.InvoiceLine(
                    line.getLineId(),
                    chargeType(line.getChargeType()),
                    line.getCategory(),
                    micros("lines.amount", line.getAmount())));
        }
        return lines;
    }

    private static Input.RecordPayment payment(RecordPayment wire) throws UnacceptableException {
        String kind = wire.getDeclineKind();
        return new Input.RecordPayment(
                wire.getRequestId(),
                wire.getAttempt(),
                oneOf(Outcome.MALFORMED, "status", wire.getStatus(), Input.PaymentStatus.values()),
                microsOrNull("amount", wire.getAmount()),
                wire.getProviderId(),
                wire.getDeclineCode(),
                kind == null ? null : oneOf(Outcome.MALFORMED, "decline_kind", kind, Input.DeclineKind.values()),
                wire.getActionUrl(),
                wire.getReceiptUrl(),
                wire.getAt().toEpochMilli());
    }

    static ChargeType chargeType(String name) throws UnacceptableException {
        return oneOf(Outcome.MALFORMED, "charge_type", name, ChargeType.values());
    }

    private static Pool pool(String name) throws UnacceptableException {
        return oneOf(Outcome.MALFORMED, "pool", name, Pool.values());
    }
}
