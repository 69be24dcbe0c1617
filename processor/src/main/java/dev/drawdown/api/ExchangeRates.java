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
        Rate rate = rate(currency);
        BigDecimal usd = rate == null ? null : rate.usd;
        return usd == null
                ? null
                : amount.multiply(usd).setScale(PLACES, RoundingMode.FLOOR).toPlainString();
    }

    private @Nullable Rate rate(String currency) {
        Rate known = rates.computeIfAbsent(currency, this::found);
        long now = clock.millis();
        if (known != null && known.freshUntilMillis < now) {
            // Whoever comes while it is looked up takes the old one, too; and keeps it where the catalog cannot be
            // read.
            Rate asked = new Rate(known.usd, now + FRESH.toMillis());
            if (rates.replace(currency, known, asked)) {
                background.execute(() -> rates.computeIfPresent(currency, (_, old) -> newer(currency, old)));
            }
        }
        return known;
    }

    private Rate newer(String currency, Rate old) {
        Rate found = found(currency);
        return found == null ? old : found;
    }

    /** Returns null where the catalog cannot be read. */
    private @Nullable Rate found(String currency) {
        List<Price> prices = catalog.prices("fx:" + currency);
        if (prices == null) {
            return null;
        }
        long now = clock.millis();
        for (Price price : prices) {
            boolean isForAll = price.getWalletId() == null && price.getOwnerId() == null;
            if (isForAll
                    && price.getCurrency().equals(USD)
                    && price.getEffectiveFrom().toEpochMilli() <= now) {
                return new Rate(price.getUnitPrice(), now + FRESH.toMillis());
            }
        }
        return new Rate(null, now + FRESH.toMillis());
    }
}
