package dev.drawdown.engine;

/** What kind of charge a debit is: metered use, or a fixed fee. */
public enum ChargeType {
    USAGE,
    FIXED
}
