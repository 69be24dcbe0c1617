package dev.drawdown.engine;

/** What became of an input, in order of precedence: of several that apply, the first is the one given. */
public enum Outcome {
    ACCEPTED(Kind.DONE),
    /** Seen before with the same body: nothing happens. */
    DUPLICATE(Kind.DONE),

    KEY_MISMATCH(Kind.DEAD_LETTER),
    NO_ID(Kind.DEAD_LETTER),
    NEGATIVE_AMOUNT(Kind.DEAD_LETTER),
    AMOUNT_OUT_OF_RANGE(Kind.DEAD_LETTER),
    MALFORMED(Kind.DEAD_LETTER),
    WRONG_CURRENCY(Kind.DEAD_LETTER),
    ID_CONFLICT(Kind.DEAD_LETTER),
    TOO_LATE(Kind.DEAD_LETTER),
    IN_FUTURE(Kind.DEAD_LETTER),

    NO_WALLET(Kind.PARKED),
    NO_PRICE(Kind.PARKED),

    WALLET_TERMINATED(Kind.REFUSED),
    WALLET_EXPIRED(Kind.REFUSED),
    WALLET_FROZEN(Kind.REFUSED),
    WALLET_NOT_FROZEN(Kind.REFUSED),
    WALLET_EXISTS(Kind.REFUSED),
    OWNER_HAS_WALLET(Kind.REFUSED),
    OWNER_CURRENCY(Kind.REFUSED),
    CONFIG_CHANGED(Kind.REFUSED),
    INVALID_SETTINGS(Kind.REFUSED),
    NOT_SUPPORTED_YET(Kind.REFUSED),

    NO_SUCH_TRANCHE(Kind.REFUSED),
    NO_SUCH_ENTRY(Kind.REFUSED),
    NO_SUCH_HOLD(Kind.REFUSED),
    NO_SUCH_PAYMENT(Kind.REFUSED),
    HOLD_EXISTS(Kind.REFUSED),
    HOLD_ALREADY_CAPTURED(Kind.REFUSED),
    HOLD_ALREADY_RELEASED(Kind.REFUSED),
    HOLD_EXPIRED(Kind.REFUSED),
    EXCEEDS_HOLD(Kind.REFUSED),
    NO_SUCH_LEAD(Kind.REFUSED),
    LEAD_ALREADY_RETURNED(Kind.REFUSED),
    CLAIM_WINDOW_PASSED(Kind.REFUSED),
    EXPIRY_IN_PAST(Kind.REFUSED),
    TOO_MANY_TRANCHES(Kind.REFUSED),
    TOO_MANY_HOLDS(Kind.REFUSED),
    BELOW_MINIMUM(Kind.REFUSED),
    TOO_MANY_PAYMENTS(Kind.REFUSED),
    INSUFFICIENT_FUNDS(Kind.REFUSED),
    NOT_REFUNDABLE(Kind.REFUSED),
    OVERFLOW(Kind.REFUSED);

    private final Kind kind;

    Outcome(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What the caller does with an input of this outcome. */
    public enum Kind {
        /** Nothing more. */
        DONE,
        /** Keep it for a while: what it lacks may be on its way. Past that, the dead letters. */
        PARKED,
        /** A command is answered; an event, which has nobody to answer, goes to the dead letters. */
        REFUSED,
        /** To the dead letters; a command is answered too. */
        DEAD_LETTER
    }
}
