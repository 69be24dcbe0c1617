package dev.drawdown.engine;

import dev.drawdown.engine.Payment.Terms;
import dev.drawdown.engine.Payment.Trigger;
import dev.drawdown.engine.Recharging.Suppression;
import dev.drawdown.engine.Signal.Alert;
import dev.drawdown.engine.rules.RechargeRule;
import dev.drawdown.engine.rules.RechargeRule.Held;

/** Lets a wallet ask for money by itself at the end of a decision, or say once why it does not. */
final class Recharges {
    private Recharges() {}

    static void look(Draft draft) {
        WalletSettings.RechargeRule rule = draft.settings().autoRecharge();
        if (draft.status() == WalletStatus.TERMINATED
                || rule == null
                || !RechargeRule.isDue(rule, draft.available(), draft.pending())) {
            beContent(draft);
            return;
        }
        long need = RechargeRule.amount(rule, draft.available(), draft.pending());
        long amount = Collecting.chargeable(draft, need);
        if (amount == 0) {
            beContent(draft);
            return;
        }
        Recharging recharging = draft.paymentBook().recharging();
        Recharging past = recharging == null ? Recharging.NEVER_YET : recharging;
        Held held = RechargeRule.against(rule, past, amount, circumstances(draft));
        if (held == null) {
            recharge(draft, rule, past, need, amount);
            // One recharge may not be enough. People are told in this decision, and not whenever the next one comes.
            look(draft);
        } else {
            suppress(draft, rule, past, held);
        }
    }

    /** Forgets what was told, so that it is told again the next time. */
    private static void beContent(Draft draft) {
        Recharging recharging = draft.paymentBook().recharging();
        if (recharging != null && (recharging.told() != 0 || recharging.wakeAtMillis() != Wallet.NEVER)) {
            draft.payments().recharging(recharging.content());
        }
    }

    private static RechargeRule.Circumstances circumstances(Draft draft) {
        return new RechargeRule.Circumstances(
                draft.status() == WalletStatus.FROZEN,
                draft.paymentBook().isStopped(),
                draft.paymentBook().hasUnderWay(Purpose.AUTO_RECHARGE),
                draft.zone(),
                draft.now);
    }

    private static void recharge(
            Draft draft, WalletSettings.RechargeRule rule, Recharging past, long need, long amount) {
        Trigger trigger = new Trigger(draft.available(), rule.thresholdMicros());
        Terms terms = Collecting.ownTerms(draft, rule.collect(), amount, need, Wallet.NEVER, trigger);
        if (rule.autoComplete()) {
            Collecting.requestInAdvance(draft, Purpose.AUTO_RECHARGE, terms);
            draft.settleOwed();
        } else {
            Collecting.request(draft, Purpose.AUTO_RECHARGE, terms);
        }
        draft.payments().recharging(Safety.watch(draft, RechargeRule.after(past, amount, draft.zone(), draft.now)));
    }

    private static void suppress(Draft draft, WalletSettings.RechargeRule rule, Recharging past, Held held) {
        boolean isTold = past.hasTold(held.reason());
        if (isTold && past.wakeAtMillis() == held.untilMillis()) {
            return;
        }
        draft.payments().recharging(past.suppressed(held.reason(), held.untilMillis()));
        if (!isTold) {
            draft.signals.add(alert(draft, rule, held.reason()));
        }
    }

    private static Alert alert(Draft draft, WalletSettings.RechargeRule rule, Suppression reason) {
        return new Alert(
                Alert.Kind.RECHARGE_SUPPRESSED,
                null,
                null,
                rule.thresholdMicros(),
                WalletSettings.Direction.BELOW,
                draft.available(),
                reason.name(),
                "The balance of " + Amounts.readable(draft.available(), draft.currency())
                        + " is due for a recharge, which is not made: " + words(reason));
    }

    private static String words(Suppression reason) {
        return switch (reason) {
            case FROZEN -> "the wallet is frozen.";
            case SWITCHED_OFF -> "a payment has failed for good; change the payment method or turn the rule on again.";
            case IN_FLIGHT -> "one is under way.";
            case COOLDOWN -> "the last one was too short ago.";
            case DAILY_CAP -> "there were as many today as may be.";
            case MONTHLY_CAP -> "it would exceed what may be recharged in a month.";
        };
    }
}
