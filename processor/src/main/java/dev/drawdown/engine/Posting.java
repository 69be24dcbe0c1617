package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/**
 * One entry for the ledger: money that moved, or would have, between two accounts.
 *
 * @param transactionId the same for all entries of one decision
 * @param deltaMicros what it does to the balance; 0 unless COMPLETED
 */
public record Posting(
        long seq,
        String transactionId,
        Direction direction,
        Reason reason,
        Status status,
        long amountMicros,
        long deltaMicros,
        long balanceBeforeMicros,
        long balanceAfterMicros,
        @Nullable String trancheId,
        @Nullable Pool pool,
        Account debit,
        Account credit,
        long recognizedMicros,
        Attribution attribution,
        String description,
        long recordedAtMillis,
        int configVersion,
        @Nullable Long correctsSeq) {

    /** Which way the wallet's credit goes: DEBIT takes, CREDIT gives. */
    public enum Direction {
        DEBIT,
        CREDIT
    }

    /** How far the entry has come; only COMPLETED ones move the balance. */
    public enum Status {
        PENDING,
        COMPLETED,
        FAILED,
        VOIDED
    }

    /** Why the entry was written. */
    public enum Reason {
        TOP_UP,
        PAYMENT_CLEARED,
        TOP_UP_REVERSED,
        GRANT,
        PLAN_GRANT,
        ROLLOVER,
        USAGE,
        FIXED_CHARGE,
        LEAD_DELIVERY,
        HOLD_CAPTURE,
        INVOICE_PAYMENT,
        SHORTFALL,
        SHORTFALL_SETTLED,
        CARD_CHARGE,
        DEDUCTION,
        REFUND,
        REFUND_SETTLED,
        REFUND_FAILED,
        EXPIRY,
        TERMINATION,
        LEAD_RETURN,
        INVOICE_VOID,
        DISPUTE,
        ADJUSTMENT
    }

    /** The ledger's accounts; on the wire in lower case. */
    public enum Account {
        CASH,
        PAYMENT_CLEARING,
        DEFERRED_REVENUE,
        REVENUE,
        RECEIVABLE,
        BREAKAGE,
        ADJUSTMENTS,
        PROMOTIONAL_EXPENSE,
        PROMOTIONAL_CREDIT,
        PROMOTIONAL_USED,
        PLAN_EXPENSE,
        PLAN_CREDIT,
        PLAN_USED
    }
}
