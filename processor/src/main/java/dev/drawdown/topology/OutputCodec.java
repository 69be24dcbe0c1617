package dev.drawdown.topology;

import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Signal;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.AvroBytes;
import dev.drawdown.wire.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the world is told of a wallet beside its ledger, as wire records. Ids follow from the input, so nothing is random. */
final class OutputCodec {
    private OutputCodec() {}

    /** The place in the decision's signals tells two alerts of one kind apart. */
    static BalanceAlert alert(Wallet wallet, Signal.Alert alert, String causedBy, int place, long nowMillis) {
        BalanceAlert wire = new BalanceAlert();
        wire.setAlertId(wallet.walletId() + "/" + causedBy + "/" + place);
        wire.setWalletId(wallet.walletId());
        wire.setOwnerId(wallet.ownerId());
        wire.setKind(alert.kind().name());
        wire.setFromLevel(nameOf(alert.fromLevel()));
        wire.setToLevel(nameOf(alert.toLevel()));
        Long threshold = alert.thresholdMicros();
        wire.setThreshold(threshold == null ? null : Money.decimal(threshold));
        WalletSettings.Direction direction = alert.direction();
        wire.setDirection(direction == null ? null : direction.name());
        wire.setBalance(Money.decimal(alert.balanceMicros()));
        wire.setCurrency(wallet.currency());
        wire.setWalletSeq(wallet.seq());
        wire.setCausedBy(causedBy);
        wire.setReason(alert.reason());
        wire.setMessage(alert.message());
        wire.setAt(Instant.ofEpochMilli(nowMillis));
        return wire;
    }

    /** The same for every attempt, but for the attempt and its method: what goes out again repeats what went out first. */
    static PaymentRequest request(Wallet wallet, Payment payment) {
        Payment.Terms terms = payment.terms();
        Payment.Trigger trigger = terms.trigger();
        boolean isDue = terms.invoiceDueMillis() != Wallet.NEVER;
        PaymentRequest wire = new PaymentRequest();
        wire.setRequestId(payment.requestId(wallet.walletId()));
        wire.setWalletId(wallet.walletId());
        wire.setOwnerId(wallet.ownerId());
        wire.setPayerId(terms.payerId());
        wire.setPurpose(payment.purpose().name());
        wire.setMode(terms.collect().name());
        wire.setAmount(Money.decimal(terms.amountMicros()));
        wire.setCurrency(wallet.currency());
        wire.setAttempt(payment.progress().attempt());
        wire.setMethod(payment.progress().onBackup() ? "BACKUP" : "DEFAULT");
        wire.setDescription(payment.describe(wallet));
        wire.setBalanceAtTrigger(trigger == null ? null : Money.decimal(trigger.balanceMicros()));
        wire.setThreshold(trigger == null ? null : Money.decimal(trigger.thresholdMicros()));
        wire.setRefundOf(terms.refundOf());
        wire.setDueAt(isDue ? Instant.ofEpochMilli(terms.invoiceDueMillis()) : null);
        wire.setCausedBy(terms.source());
        wire.setRequestedAt(Instant.ofEpochMilli(terms.requestedAtMillis()));
        return wire;
    }

    static DeliveryGate gate(Wallet wallet, Gate gate, String causedBy) {
        DeliveryGate wire = new DeliveryGate();
        wire.setWalletId(wallet.walletId());
        wire.setState(gate.state().name());
        wire.setReason(gate.reason().name());
        wire.setBlocked(List.of());
        wire.setSince(Instant.ofEpochMilli(gate.sinceMillis()));
        wire.setWalletSeq(wallet.seq());
        wire.setCausedBy(causedBy);
        return wire;
    }

    /** A {@link WalletBalance}, straight into its bytes: one is written for every wallet in every commit. */
    static AvroBytes balance(Wallet wallet, AvroBytes out) {
        Level level = wallet.level();
        return out.begin()
                .text(wallet.walletId())
                .text(wallet.ownerId())
                .textOrNull(wallet.name())
                .text(wallet.currency())
                .text(wallet.status().name())
                .micros(wallet.settledMicros())
                .micros(wallet.heldMicros())
                .micros(wallet.pendingMicros())
                .micros(wallet.owedMicros())
                .micros(wallet.availableMicros())
                .text((level == null ? Level.OK : level).name())
                .text(wallet.gate().state().name())
                .number(wallet.seq())
                .number(wallet.clockMillis());
    }

    private static @Nullable String nameOf(@Nullable Level level) {
        return level == null ? null : level.name();
    }
}
