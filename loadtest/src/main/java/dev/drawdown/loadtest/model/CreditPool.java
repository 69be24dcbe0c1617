package dev.drawdown.loadtest.model;

import java.util.Locale;

/** A kind of credit, in the order in which kinds burn, with the accounts that it moves between. */
public enum CreditPool {
    PLAN(40, "plan_credit", "plan_used", "plan_expense", "plan_expense"),
    PURCHASED(50, "deferred_revenue", "revenue", "cash", "breakage"),
    PROMOTIONAL(50, "promotional_credit", "promotional_used", "promotional_expense", "promotional_expense");

    /** The priority of a tranche that names none. */
    public final int priority;
    /** Where credit lies until it is used. */
    public final String account;
    /** Where it goes when it is used. */
    public final String usedAccount;
    /** Where it comes from. */
    public final String sourceAccount;
    /** Where it goes when it lapses. */
    public final String lapsedAccount;

    CreditPool(int priority, String account, String usedAccount, String sourceAccount, String lapsedAccount) {
        this.priority = priority;
        this.account = account;
        this.usedAccount = usedAccount;
        this.sourceAccount = sourceAccount;
        this.lapsedAccount = lapsedAccount;
    }

    /** Only what was paid for is earned by being used or lapsing. */
    boolean earns() {
        return this == PURCHASED;
    }

    Coverage coverage() {
        return this == PROMOTIONAL ? Coverage.USAGE_ONLY : Coverage.ALL;
    }

    static boolean known(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                && (name.equals("PLAN") || name.equals("PURCHASED") || name.equals("PROMOTIONAL"));
    }
}
