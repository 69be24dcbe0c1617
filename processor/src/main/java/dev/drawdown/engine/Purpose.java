package dev.drawdown.engine;

/** What a payment is for. Requests are numbered per wallet and purpose, each from 1 without a gap. */
public enum Purpose {
    AUTO_RECHARGE(true),
    TOP_UP(true),
    SHORTFALL(true),
    LEAD_CARD(false),
    CARD_CHARGE(false),
    NET_TERMS(true),
    INVOICE_SHORTFALL(false),
    REFUND(false);

    private final boolean bringsCredit;

    Purpose(boolean bringsCredit) {
        this.bringsCredit = bringsCredit;
    }

    /** Whether its money becomes credit of the wallet, and is pending until then. */
    public boolean bringsCredit() {
        return bringsCredit;
    }
}
