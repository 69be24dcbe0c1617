package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.rules.BurnRule;
import dev.drawdown.engine.rules.GateRule;
import dev.drawdown.engine.rules.LevelRule;

/** The end of a decision: every rule looks once at what has become of the wallet, and says so where it matters. */
final class Closing {
    private Closing() {}

    static Wallet look(Draft draft, boolean isNew) {
        Wallet before = draft.before;
        Debts.invoice(draft);
        Recharges.look(draft);
        WalletSettings settings = draft.settings();
        AlertRules rules = settings.alerts();
        long available = draft.available();
        Level level = LevelRule.after(before.level(), rules, available);
        boolean depleted = GateRule.isAtFloor(before.depleted(), settings, available);
        Integer hours = rules == null ? null : rules.timeToEmptyHours();
        BurnRate burn = hours == null ? null : BurnRule.after(before.burnRate(), draft.spent(), draft.now);
        boolean runningOut =
                hours != null && burn != null && BurnRule.isRunningOut(before.runningOut(), burn, available, hours);

        if (draft.status() != WalletStatus.TERMINATED) {
            if (level != (before.level() == null ? Level.OK : before.level())) {
                draft.signals.add(Alerts.level(draft, before.level(), level));
            }
            if (depleted && !before.depleted() && !isNew) {
                draft.signals.add(Alerts.depleted(draft));
            }
            if (hours != null && runningOut && !before.runningOut()) {
                draft.signals.add(Alerts.timeToEmpty(draft, hours));
            }
        }
        Pace pace = Safety.watch(draft);
        Gate gate = gate(draft);
        if (isNew || !gate.equals(before.gate())) {
            draft.signals.add(new Signal.GateChanged(gate));
        }
        CardCharges.ask(draft);
        Debts.collectShortfall(draft, gate);
        Debts.setPeriod(draft);
        return draft.next(level, gate, depleted, runningOut, burn, pace);
    }

    private static Gate gate(Draft draft) {
        WalletSettings settings = draft.settings();
        long available = draft.available(GateRule.chargeType(settings), GateRule.category(settings));
        boolean isPaused = draft.paymentBook().hasFailed() && PaymentEnds.pauses(settings);
        return GateRule.after(draft.before.gate(), draft.status(), settings, available, isPaused, draft.now);
    }
}
