package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Collect;

/** Collects what a wallet owes: at once where deliveries go on without money, at the end of the month on terms. */
final class Debts {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private Debts() {}

    /** Asks for what is owed while the gate is in grace, or a card pays; recharging by itself, where that is set up, covers it instead. */
    static void collectShortfall(Draft draft, Gate gate) {
        WalletSettings.RechargeRule rule = draft.settings().autoRecharge();
        boolean isCovered = rule != null && rule.enabled();
        if ((gate.state() == Gate.State.GRACE || CardCharges.collectsOwed(draft))
                && draft.owed() > draft.pending()
                && !isCovered
                && !draft.paymentBook().isStopped()
                && !draft.paymentBook().hasUnderWay(Purpose.AUTO_RECHARGE)
                && !draft.paymentBook().hasUnderWay(Purpose.SHORTFALL)) {
            ask(draft, Purpose.SHORTFALL, Collect.DIRECT, Wallet.NEVER);
        }
    }

    /** Sends the invoice of a period that has ended; what is too little for one waits for the next. */
    static void invoice(Draft draft) {
        if (draft.paymentBook().periodEndsAtMillis() > draft.now) {
            return;
        }
        setPeriodEnd(draft, Wallet.NEVER);
        if (isOwedOnTerms(draft)) {
            long due = draft.now + draft.settings().termsDays() * DAY_MILLIS;
            ask(draft, Purpose.NET_TERMS, Collect.INVOICE, due);
        }
    }

    /** Sets the end of the period in which something was first owed on terms, and forgets it where nothing is. */
    static void setPeriod(Draft draft) {
        if (!isOwedOnTerms(draft)) {
            setPeriodEnd(draft, Wallet.NEVER);
        } else if (draft.paymentBook().periodEndsAtMillis() == Wallet.NEVER) {
            setPeriodEnd(draft, LocalMidnight.monthAfter(draft.now, draft.zone()));
        }
    }

    private static boolean isOwedOnTerms(Draft draft) {
        return draft.settings().billingMode() == BillingMode.NET_TERMS
                && draft.status() != WalletStatus.TERMINATED
                && draft.owed() > draft.pending();
    }

    private static void setPeriodEnd(Draft draft, long millis) {
        if (draft.paymentBook().periodEndsAtMillis() != millis) {
            draft.payments().periodEndsAt(millis);
        }
    }

    private static void ask(Draft draft, Purpose purpose, Collect collect, long dueMillis) {
        long need = draft.owed() - draft.pending();
        long amount = Collecting.chargeable(draft, need);
        if (amount > 0) {
            Collecting.request(draft, purpose, Collecting.ownTerms(draft, collect, amount, need, dueMillis, null));
        }
    }
}
