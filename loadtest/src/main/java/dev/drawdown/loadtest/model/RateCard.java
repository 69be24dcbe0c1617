package dev.drawdown.loadtest.model;

import org.jspecify.annotations.Nullable;

/** Finds what a meter costs for a wallet: the most specific price there is. */
@FunctionalInterface
public interface RateCard {
    RateCard EMPTY = (meter, walletId, ownerId) -> null;

    @Nullable
    Rate find(String meter, String walletId, String ownerId);
}
