package dev.drawdown.audit;

/** What holding a payment of the ledger against the provider's books has shown. */
public enum Verdict {
    AGREES("agree", false),
    /** Neither side is at its end, or one has changed so lately that the other may not have heard. */
    IN_FLIGHT("in flight", false),
    /** The ledger says that money moved, or waits for it, and the provider knows of none. */
    MISSING_AT_PROVIDER("missing at Stripe", true),
    /** The provider has moved money that is not booked. */
    MISSING_IN_LEDGER("missing in the ledger", true),
    /** The provider has an object with our trace that nobody has asked for. */
    NOT_ASKED_FOR("not asked for", true),
    /** The provider has moved money more than once. */
    MOVED_TWICE("moved twice", true),
    CURRENCY("other currency", true),
    AMOUNT("other amount", true),
    /** What was given back by hand is not booked, or booked but not given back. */
    REFUNDS("other refunds", true),
    DISPUTES("other disputes", true),
    /** The provider has given up, and the ledger still waits. */
    ENDED_AT_PROVIDER("ended at Stripe", true);

    private final String words;
    private final boolean isDifference;

    Verdict(String words, boolean isDifference) {
        this.words = words;
        this.isDifference = isDifference;
    }

    /** Returns it as people read it. */
    public String words() {
        return words;
    }

    /** Returns whether the two sides disagree. */
    public boolean isDifference() {
        return isDifference;
    }
}
