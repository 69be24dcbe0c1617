package dev.drawdown.engine;

/** How low (or high) a wallet's balance stands against its alert thresholds, in order of severity. */
public enum Level {
    OK,
    INFO,
    WARNING,
    IN_ALARM
}
