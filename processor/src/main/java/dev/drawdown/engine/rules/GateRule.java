package dev.drawdown.engine.rules;

import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Gate.Reason;
import dev.drawdown.engine.Gate.State;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletStatus;
import org.jspecify.annotations.Nullable;

/** When deliveries pause and when they go on: at the floor, and above it by the re-arm margin; and while a payment has failed. */
public final class GateRule {
    private GateRule() {}

    /** The gate after a decision; the same object where nothing changed. */
    public static Gate after(
            Gate before,
            WalletStatus status,
            WalletSettings settings,
            long available,
            boolean hasPaymentFailed,
            long now) {
        return switch (status) {
            case TERMINATED -> at(before, State.PAUSED, Reason.TERMINATED, now);
            case FROZEN -> at(before, State.PAUSED, Reason.FROZEN, now);
            case ACTIVE ->
                hasPaymentFailed
                        ? at(before, State.PAUSED, Reason.PAYMENT_FAILED, now)
                        : whileActive(before, settings, available, now);
        };
    }

    private static Gate whileActive(Gate before, WalletSettings settings, long available, long now) {
        return isAtFloor(before.reason() == Reason.BALANCE_AT_FLOOR, settings, available)
                ? at(before, stateWhenShort(settings), Reason.BALANCE_AT_FLOOR, now)
                : at(before, State.OPEN, Reason.FUNDED, now);
    }

    /** The charge type for which the gate asks what is available. */
    public static ChargeType chargeType(WalletSettings settings) {
        return settings.scope().charges() == Scope.Charges.FIXED ? ChargeType.FIXED : ChargeType.USAGE;
    }

    /** The category for which the gate asks what is available: leads, or what the wallet is for instead. */
    public static @Nullable String category(WalletSettings settings) {
        Scope scope = settings.scope();
        boolean coversLeads = !scope.namesCategories() || scope.categories().contains(Input.LeadDelivered.CATEGORY);
        return coversLeads ? Input.LeadDelivered.CATEGORY : scope.categories().getFirst();
    }

    /** Whether a figure is at the floor, or has not yet risen above it by the margin since it was; for a card, below it. */
    public static boolean isAtFloor(boolean wasAtFloor, WalletSettings settings, long available) {
        long floor = settings.floorMicros();
        return switch (settings.billingMode()) {
            case PREPAID, NET_TERMS ->
                available <= floor || (wasAtFloor && available - settings.rearmMarginMicros() < floor);
            // A card pays, so that there need be nothing; but who owes for what it has declined must not owe more.
            case CARD -> available < Math.min(0, floor);
            case MANUAL -> false;
        };
    }

    private static State stateWhenShort(WalletSettings settings) {
        boolean goesOn = settings.billingMode() == BillingMode.PREPAID
                && settings.onPaymentFailure() == OnPaymentFailure.CONTINUE;
        return goesOn ? State.GRACE : State.PAUSED;
    }

    private static Gate at(Gate before, State state, Reason reason, long now) {
        return before.state() == state && before.reason() == reason ? before : new Gate(state, reason, now);
    }
}
