package dev.drawdown.api;

import org.jspecify.annotations.Nullable;

/** Knows whose a wallet is. */
@FunctionalInterface
public interface WalletOwners {
    /** Knows of no wallet. */
    WalletOwners NONE = (_, _) -> null;

    /**
     * Returns the owner's id; null where there is no such wallet.
     *
     * @throws ProblemException if that cannot be known just now
     */
    @Nullable
    String ownerOf(String walletId, Call call);
}
