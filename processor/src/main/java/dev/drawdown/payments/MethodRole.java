package dev.drawdown.payments;

/** Which payment method is tried when. */
public enum MethodRole {
    /** Tried first. */
    DEFAULT,
    /** Tried when the default has failed. */
    BACKUP,
    /** Not tried by itself. */
    NONE
}
