package dev.drawdown.engine;

/** The life of a wallet; TERMINATED is for good. */
public enum WalletStatus {
    ACTIVE,
    FROZEN,
    TERMINATED
}
