package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment that was asked for, from then on for ever. */
final class ModelPayment {
    /** ASKED, BUSY (something was heard), RESTING (until the next attempt), PAID or OVER. */
    String state = "ASKED";

    final String purpose;
    final String requestId;
    final BigDecimal amount;
    BigDecimal needed;
    boolean invoiced;

    @Nullable
    String reference;

    /** When it was asked for first, and the input that did it. */
    Instant askedAt = Instant.EPOCH;

    String causedBy = "";

    /** What was available, and the threshold that it had crossed, where a rule asked. */
    @Nullable
    BigDecimal triggerBalance;

    @Nullable
    BigDecimal threshold;

    /** Who pays; empty for the owner. */
    String payer = "";

    BigDecimal free = Money.ZERO;

    @Nullable
    Instant creditUntil;

    @Nullable
    ModelPayment refundOf;

    long attempt = 1;
    boolean onBackup;
    boolean defaultDead;
    boolean backupDead;
    int pauses;
    int resent;
    boolean customerAsked;

    @Nullable
    Instant due;

    /** When its invoice must be paid. */
    @Nullable
    Instant payBy;

    boolean overdue;

    @Nullable
    ModelTranche tranche;

    /** Credit that was given ahead of the money. */
    BigDecimal advanced = Money.ZERO;

    BigDecimal collected = Money.ZERO;
    BigDecimal refunded = Money.ZERO;
    BigDecimal disputed = Money.ZERO;
    boolean disputeWon;

    ModelPayment(String purpose, String requestId, BigDecimal amount, BigDecimal needed) {
        this.purpose = purpose;
        this.requestId = requestId;
        this.amount = amount;
        this.needed = needed;
    }

    /** What goes out for the attempt at hand: the same as for the one before, but for attempt and method. */
    Predicted request(Account account) {
        return new Predicted()
                .with("request_id", requestId)
                .with("wallet_id", account.walletId)
                .with("owner_id", account.ownerId)
                .with("payer_id", payer.isEmpty() ? null : payer)
                .with("purpose", purpose)
                .with("mode", invoiced ? "INVOICE" : "DIRECT")
                .with("amount", amount)
                .with("currency", account.currency)
                .with("attempt", attempt)
                .with("method", onBackup ? "BACKUP" : "DEFAULT")
                .with("balance_at_trigger", triggerBalance)
                .with("threshold", threshold)
                .with("refund_of", refundOf == null ? null : refundOf.requestId)
                .with("due_at", payBy)
                .with("caused_by", causedBy)
                .with("requested_at", askedAt);
    }

    boolean waits() {
        return !state.equals("PAID") && !state.equals("OVER");
    }

    boolean is(String which) {
        return purpose.equals(which);
    }

    boolean bringsCredit() {
        return is("TOP_UP") || is("AUTO_RECHARGE") || is("SHORTFALL") || is("NET_TERMS");
    }

    BigDecimal refundable() {
        return is("REFUND") || !state.equals("PAID")
                ? Money.ZERO
                : collected.subtract(refunded).subtract(disputed);
    }
}
