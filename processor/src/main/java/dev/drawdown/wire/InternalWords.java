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

    private InternalWords() {}
}
