package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletSettings.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gate, level and depletion must be after a decision, worked out from the rules' words alone. */
final class ExpectedAlerts {
    private ExpectedAlerts() {}

    static void check(@Nullable Wallet before, Decision decision, Wallet after, long nowMillis) {
        checkGate(before, decision, after, nowMillis);
        if (after.status() != WalletStatus.TERMINATED) {
            checkLevel(before, decision, after);
            checkDepleted(before, decision, after);
        }
    }

    private static void checkGate(@Nullable Wallet before, Decision decision, Wallet after, long nowMillis) {
        Gate gate = after.gate();
        boolean changed = before == null || !gate.equals(before.gate());
        Check.equal(Signals.gates(decision).size(), changed ? 1 : 0, () -> "the number of gate signals at " + gate);
        Gate.Reason reason = expectedReason(before, after, nowMillis);
        Check.that(reason == null || gate.reason() == reason, () -> "the gate for " + reason + ", not " + gate);
        Gate.State state = switch (gate.reason()) {
            case FUNDED -> Gate.State.OPEN;
            case FROZEN, TERMINATED, PAYMENT_FAILED -> Gate.State.PAUSED;
            case BALANCE_AT_FLOOR ->
                after.settings().onPaymentFailure() == OnPaymentFailure.CONTINUE
                                && after.settings().billingMode() == BillingMode.PREPAID
                        ? Gate.State.GRACE
                        : Gate.State.PAUSED;
        };
        boolean graceOfTerms = after.settings().billingMode() == BillingMode.NET_TERMS;
        Check.that(gate.state() == state || graceOfTerms, () -> "a gate " + state + ", not " + gate);
    }

    /** Why the gate stands, or null where the words leave it open. */
    private static Gate.@Nullable Reason expectedReason(@Nullable Wallet before, Wallet after, long nowMillis) {
        WalletSettings settings = after.settings();
        if (after.status() != WalletStatus.ACTIVE) {
            return after.status() == WalletStatus.FROZEN ? Gate.Reason.FROZEN : Gate.Reason.TERMINATED;
        }
        if (settings.billingMode() == BillingMode.MANUAL) {
            return Gate.Reason.FUNDED;
        }
        boolean goesOn = settings.billingMode() == BillingMode.PREPAID
                && settings.onPaymentFailure() == OnPaymentFailure.CONTINUE;
        if (after.payments().hasFailed() && !goesOn) {
            return Gate.Reason.PAYMENT_FAILED;
        }
        long available = available(after, nowMillis);
        long floor = settings.floorMicros();
        if (settings.billingMode() == BillingMode.CARD) {
            return available < 0 && available < floor ? Gate.Reason.BALANCE_AT_FLOOR : Gate.Reason.FUNDED;
        }
        if (available <= floor) {
            return Gate.Reason.BALANCE_AT_FLOOR;
        }
        if (available >= floor + settings.rearmMarginMicros() || before == null) {
            return Gate.Reason.FUNDED;
        }
        boolean wasForced =
                before.gate().reason() == Gate.Reason.FROZEN || before.gate().reason() == Gate.Reason.PAYMENT_FAILED;
        return wasForced ? null : before.gate().reason();
    }

    private static long available(Wallet wallet, long nowMillis) {
        Scope scope = wallet.settings().scope();
        ChargeType type = scope.charges() == Scope.Charges.FIXED ? ChargeType.FIXED : ChargeType.USAGE;
        List<String> named = scope.categories();
        String category = named.isEmpty() || named.contains("lead") ? "lead" : named.getFirst();
        long free = 0;
        for (Tranche tranche : wallet.tranches()) {
            boolean live = tranche.effectiveFromMillis() <= nowMillis && nowMillis < tranche.expiresAtMillis();
            free += live && tranche.scope().covers(type, category) ? tranche.freeMicros() : 0;
        }
        return free - wallet.owedMicros();
    }

    private static void checkLevel(@Nullable Wallet before, Decision decision, Wallet after) {
        Level was = before == null || before.level() == null ? Level.OK : before.level();
        Level is = after.level() == null ? Level.OK : after.level();
        Level met = Level.OK;
        Level kept = Level.OK;
        AlertRules rules = after.settings().alerts();
        for (Level level : List.of(Level.INFO, Level.WARNING, Level.IN_ALARM)) {
            Threshold threshold = threshold(rules, level);
            if (rules != null && threshold != null) {
                met = isMet(threshold, after.availableMicros(), 0) ? level : met;
                boolean stays =
                        level.compareTo(was) <= 0 && isMet(threshold, after.availableMicros(), rules.marginMicros());
                kept = stays ? level : kept;
            }
        }
        Level least = met;
        Level most = met.compareTo(kept) > 0 ? met : kept;
        boolean between = is.compareTo(least) >= 0 && is.compareTo(most) <= 0;
        Check.that(between, () -> "a level from " + least + " to " + most + ", not " + is);
        long events = Signals.alerts(decision).stream()
                .filter(line -> line.startsWith("LEVEL"))
                .count();
        Check.equal(events, was == is ? 0 : 1, () -> "the number of level events from " + was + " to " + is);
    }

    private static @Nullable Threshold threshold(@Nullable AlertRules rules, Level level) {
        return rules == null
                ? null
                : switch (level) {
                    case OK -> null;
                    case INFO -> rules.info();
                    case WARNING -> rules.warning();
                    case IN_ALARM -> rules.inAlarm();
                };
    }

    /** Met on its side of the threshold; with a margin, still met short of the margin on the other side. */
    private static boolean isMet(Threshold threshold, long balance, long margin) {
        long beyond = threshold.direction() == Direction.BELOW
                ? balance - threshold.valueMicros()
                : threshold.valueMicros() - balance;
        return beyond <= 0 || beyond < margin;
    }

    private static void checkDepleted(@Nullable Wallet before, Decision decision, Wallet after) {
        long above = after.availableMicros() - after.settings().floorMicros();
        boolean was = before != null && before.depleted();
        boolean limited = after.settings().billingMode() != BillingMode.MANUAL;
        boolean owes = after.availableMicros() < 0 && above < 0;
        boolean is = after.settings().billingMode() == BillingMode.CARD
                ? owes
                : limited && (above <= 0 || (was && above < after.settings().rearmMarginMicros()));
        Check.that(after.depleted() == is, () -> "depleted to be " + is + " at " + above + " above the floor");
        long events = Signals.alerts(decision).stream()
                .filter(line -> line.startsWith("DEPLETED"))
                .count();
        Check.equal(events, is && !was && before != null ? 1 : 0, () -> "the number of depletion alerts");
    }
}
