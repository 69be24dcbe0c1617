package dev.drawdown.api;

import org.jspecify.annotations.Nullable;

/** Knows which command a wallet has accepted last, so that whoever reads it next sees what that did. */
@FunctionalInterface
public interface LastWrites {
    /** Knows of none. */
    LastWrites NONE = _ -> null;

    /** Returns the command's id; null where none was heard of lately. */
    @Nullable
    String lastOfWallet(String walletId);
}
