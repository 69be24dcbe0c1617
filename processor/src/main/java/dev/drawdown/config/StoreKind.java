package dev.drawdown.config;

/** How the wallets' state is kept. */
public enum StoreKind {
    WRITE_BEHIND,
    PLAIN
}
