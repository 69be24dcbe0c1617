package dev.drawdown.api;

import java.net.URI;
import java.util.List;

/** Knows which other instances have a wallet's read models. */
@FunctionalInterface
public interface ReadModelPlaces {
    /** There are no others. */
    ReadModelPlaces ALONE = _ -> List.of();

    /** Returns the instance that answers for the wallet first, then those that keep a copy; empty while nobody knows. */
    List<URI> of(String walletId);
}
