package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a wallet is to behave, as its owner configured it; replaced as a whole, each time with a new configuration version. */
public record WalletSettings(
        Scope scope,
        int priority,
        BillingMode billingMode,
        OnPaymentFailure onPaymentFailure,
        boolean pauseAtFirstFailure,
        long floorMicros,
        long rearmMarginMicros,
        int termsDays,
        @Nullable AlertRules alerts,
        @Nullable RechargeRule autoRecharge,
        List<Budget> budgets) {

    public static final WalletSettings DEFAULT = new WalletSettings(
            Scope.ALL, 50, BillingMode.PREPAID, OnPaymentFailure.PAUSE, true, 0, 0, 30, null, null, List.of());

    public WalletSettings {
        budgets = List.copyOf(budgets);
    }

    /** How a charge is paid for. */
    public enum BillingMode {
        PREPAID,
        CARD,
        NET_TERMS,
        MANUAL
    }

    /** What happens to deliveries when the money runs out or a payment fails. */
    public enum OnPaymentFailure {
        PAUSE,
        CONTINUE
    }

    /** The three balance thresholds, the margin by which a level must be left, and the time-to-empty alert. */
    public record AlertRules(
            @Nullable Threshold info,
            @Nullable Threshold warning,
            @Nullable Threshold inAlarm,
            long marginMicros,
            @Nullable Integer timeToEmptyHours) {}

    /** A balance, and on which side of it (inclusive) the level is met. */
    public record Threshold(long valueMicros, Direction direction) {}

    /** On which side of a threshold a level is met. */
    public enum Direction {
        BELOW,
        ABOVE
    }

    /** When and how much to recharge. */
    public record RechargeRule(
            boolean enabled,
            long thresholdMicros,
            Mode mode,
            @Nullable Long amountMicros,
            @Nullable Long targetMicros,
            boolean wholeGap,
            long cooldownSeconds,
            @Nullable Integer maxPerDay,
            @Nullable Long monthlyCapMicros,
            Collect collect,
            boolean autoComplete) {
        /** A fixed amount, or up to a target balance. */
        public enum Mode {
            FIXED,
            TARGET
        }
    }

    /** How a payment is collected: charged at once, by an invoice, or already received elsewhere. */
    public enum Collect {
        CARD,
        DIRECT,
        INVOICE,
        RECORDED
    }

    /** A monthly spending limit for an app, a category, both or everything. */
    public record Budget(@Nullable String appId, @Nullable String category, long monthlyMicros, OnReached onReached) {
        /** What happens when the budget is used up. */
        public enum OnReached {
            ALERT,
            BLOCK
        }
    }
}
