package dev.drawdown.api;

import dev.drawdown.schemas.Price;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What other currencies are worth in US dollars, for people to compare by: one unit of a currency has a price in the catalog, that
 * of the meter {@code fx:<currency>}. Nothing is charged or booked by it.
 *
 * <p>A read waits for a rate only where it is the first of its currency. Later ones take what is known, and have it looked up
 * again behind their backs when it is some seconds old.
 */
public final class ExchangeRates {
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final String USD = "USD";
    private static final int PLACES = 6;

    private final CatalogPort catalog;
    private final InstantSource clock;
    private final Executor background;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();

    /** @param background looks rates up that are old */
    public ExchangeRates(CatalogPort catalog, InstantSource clock, Executor background) {
        this.catalog = catalog;
        this.clock = clock;
        this.background = background;
    }

    /** What was found, and until when it is not looked up again; nothing where there is no rate. */
    private record Rate(@Nullable BigDecimal usd, long freshUntilMillis) {}

    /** Returns an amount in US dollars, rounded down; null where nobody has said what the currency is worth. */
    @Nullable
    String inUsd(long micros, String currency) {
        BigDecimal amount = Money.decimal(micros);
        if (currency.equals(USD)) {
            return amount.toPlainString();
        }
        BigDecimal usd = rate(currency).usd;
        return usd == null
                ? null
                : amount.multiply(usd).setScale(PLACES, RoundingMode.FLOOR).toPlainString();
    }

    private Rate rate(String currency) {
        Rate known = rates.computeIfAbsent(currency, it -> newer(it, fresh(null)));
        if (known.freshUntilMillis < clock.millis()) {
            // Whoever comes while it is looked up takes the old one, too.
            Rate meanwhile = fresh(known.usd);
            if (rates.replace(currency, known, meanwhile)) {
                background.execute(() -> rates.put(currency, newer(currency, meanwhile)));
            }
        }
        return known;
    }

    /** Where the catalog cannot be read the old one counts, and no other read waits for it. */
    private Rate newer(String currency, Rate old) {
        List<Price> prices = catalog.prices("fx:" + currency);
        return prices == null ? old : fresh(inForce(prices));
    }

    private Rate fresh(@Nullable BigDecimal usd) {
        return new Rate(usd, clock.millis() + FRESH.toMillis());
    }

    private @Nullable BigDecimal inForce(List<Price> prices) {
        long now = clock.millis();
        for (Price price : prices) {
            boolean isForAll = price.getWalletId() == null && price.getOwnerId() == null;
            if (isForAll
                    && price.getCurrency().equals(USD)
                    && price.getEffectiveFrom().toEpochMilli() <= now) {
                return price.getUnitPrice();
            }
        }
        return null;
    }
}
