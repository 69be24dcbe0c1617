package dev.drawdown.api;

import dev.drawdown.views.Views;

/** Knows which instance has a wallet's read models. */
@FunctionalInterface
public interface ReadModelPlace {
    /**
     * Looks for them.
     *
     * @param standby whether a copy that stands by will do
     */
    Found<Views> find(String walletId, boolean standby);
}
