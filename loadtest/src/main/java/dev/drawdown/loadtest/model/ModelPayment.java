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
