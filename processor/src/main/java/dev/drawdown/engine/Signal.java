package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/** What others are told of a decision, beside its ledger entries. */
public sealed interface Signal {

    /** Something that people should know. */
    record Alert(
            Kind kind,
            @Nullable Level fromLevel,
            @Nullable Level toLevel,
            @Nullable Long thresholdMicros,
            WalletSettings.@Nullable Direction direction,
            long balanceMicros,
            @Nullable String reason,
            String message)
            implements Signal {
        /** What the alert is about. */
        public enum Kind {
            BALANCE_LEVEL,
            DEPLETED,
            RECHARGE_SUPPRESSED,
            PAYMENT_FAILED,
            PAYMENT_ACTION,
            PAYMENT_STUCK,
            BUDGET,
            EXPIRING,
            TIME_TO_EMPTY,
            SAFETY
        }
    }

    /** Money is to be collected, or given back: for the first time, again, or in another attempt. */
    record PaymentRequested(Payment payment) implements Signal {}

    /**
     * A card has declined an attempt, which the owner is to know: it may decline other wallets too.
     *
     * @param payerId who was to pay; null for the owner
     */
    record CardDeclined(@Nullable String payerId, boolean onBackup) implements Signal {}

    /** The delivery gate changed, or was set for the first time. */
    record GateChanged(Gate gate) implements Signal {}
}
