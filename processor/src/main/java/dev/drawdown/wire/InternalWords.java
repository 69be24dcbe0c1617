package dev.drawdown.wire;

/** What wallets and owners tell each other, each as a note beside an input or alone. */
public final class InternalWords {
    /** To a wallet: its owner agrees to its opening, or has moved to another time zone. */
    public static final String ZONE = "zone";

    /** To a wallet: its owner has other payment methods than before. */
    public static final String METHODS = "methods";

    /** To a wallet: its owner does not agree to its opening, for this reason. */
    public static final String REFUSAL = "refusal";

    public static final String REFUSAL_MESSAGE = "refusal-message";

    /** To an owner: the wallet that this is about. */
    public static final String WALLET = "wallet";

    /** To an owner: where the wallet stands in its life; without it, the wallet was not opened. */
    public static final String STATUS = "status";

    public static final String CURRENCY = "currency";

    /** To an owner: a card has declined a payment of the wallet, the default or the backup. */
    public static final String DECLINED = "declined";

    /** With it: who was to pay; the owner without it. */
    public static final String PAYER = "payer";

    /** To a wallet, whose decline was the last of them: a card of its owner keeps failing; which, in words. */
    public static final String FAILING = "failing";

    /** With it: how many attempts were declined, on how many wallets, the first of them when. */
    public static final String DECLINES = "declines";

    public static final String WALLETS = "wallets";

    public static final String SINCE = "since";

    private InternalWords() {}
}
