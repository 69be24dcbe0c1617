package dev.drawdown.api;

import dev.drawdown.schemas.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalog, as it is after all that has been put into it on any instance. */
public interface CatalogPort {
    /**
     * Returns what a meter costs: the price for everybody first, then those of single owners and wallets.
     *
     * @return null where that cannot be said just now
     */
    @Nullable
    List<Price> prices(String meter);

    /** Puts a price, next to which nobody else puts another meanwhile. */
    Reply put(PriceChange change);

    /** What is known of a price in the end. */
    sealed interface Reply {
        /** It has been decided on. */
        record Decided(PriceChange.Verdict verdict) implements Reply {}

        /**
         * It may or may not be in the catalog.
         *
         * @param why for people
         */
        record Unknown(String why) implements Reply {}
    }
}
