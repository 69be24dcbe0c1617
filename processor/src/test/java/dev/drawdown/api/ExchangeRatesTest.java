package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wallet is worth in US dollars, by the rates of the catalog. */
class ExchangeRatesTest {
    private final FakeHouse catalog = new FakeHouse();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private Instant now = ApiRig.NOW;
    private final ExchangeRates rates = new ExchangeRates(catalog, () -> now, later::add);

    @ParameterizedTest
    @CsvSource({"1000000, 1.082500", "-1000000, -1.082500", "1, 0.000001", "-1, -0.000002", "0, 0.000000"})
    void shouldTellAnAmountInDollarsRoundedDown(long micros, String usd) {
        rate("EUR", "1.0825", ApiRig.NOW);

        assertThat(rates.inUsd(micros, "EUR")).isEqualTo(usd);
    }

    @Test
    void shouldTakeDollarsForWhatTheyAre() {
        catalog.isCatalogAway = true;

        assertThat(rates.inUsd(12_500_000, "USD")).isEqualTo("12.500000");
    }

    @Test
    void shouldSayNothingOfACurrencyThatNobodyHasARateOf() {
        rate("NOK", "0.09", ApiRig.NOW.plusSeconds(60));

        assertThat(rates.inUsd(1_000_000, "EUR")).isNull();
        assertThat(rates.inUsd(1_000_000, "NOK")).as("not yet in force").isNull();
    }

    @Test
    void shouldAnswerWithWhatIsKnownWhileANewerRateIsLookedUp() {
        rate("EUR", "1.1", ApiRig.NOW);
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.100000");
        rate("EUR", "1.2", ApiRig.NOW);
        now = now.plus(ExchangeRates.FRESH);
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.100000");
        assertThat(later).as("still fresh").isEmpty();

        now = now.plusMillis(1);
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.100000");
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.100000");
        assertThat(later).as("looked up once").hasSize(1);
        later.remove().run();
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.200000");

        catalog.isCatalogAway = true;
        now = now.plus(ExchangeRates.FRESH).plusMillis(1);
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.200000");
        later.remove().run();
        assertThat(rates.inUsd(1_000_000, "EUR"))
                .as("kept while the catalog is away")
                .isEqualTo("1.200000");
    }

    @Test
    void shouldWaitOnceOnlyForACatalogThatIsAway() {
        catalog.isCatalogAway = true;
        assertThat(rates.inUsd(1_000_000, "EUR")).isNull();
        catalog.isCatalogAway = false;
        rate("EUR", "1.1", ApiRig.NOW);
        assertThat(rates.inUsd(1_000_000, "EUR")).as("not asked again at once").isNull();

        now = now.plus(ExchangeRates.FRESH).plusMillis(1);
        assertThat(rates.inUsd(1_000_000, "EUR")).isNull();
        later.remove().run();
        assertThat(rates.inUsd(1_000_000, "EUR")).isEqualTo("1.100000");
    }

    @Test
    void shouldStandBesideWhatIsAvailableInAWallet() {
        try (ApiRig rig = new ApiRig(catalog.routes()).heldToTheSpec()) {
            assertThat(json(rig.get("/v1/wallets/own-wallet", AccessRole.CUSTOMER))
                            .path("available_usd")
                            .asText())
                    .isEqualTo("12.500000");
        }
    }

    private void rate(String currency, String usd, Instant from) {
        catalog.prices.put(
                "fx:" + currency,
                Price.newBuilder()
                        .setMeter("fx:" + currency)
                        .setCurrency("USD")
                        .setUnitPrice(new BigDecimal(usd).setScale(18))
                        .setEffectiveFrom(from)
                        .setVersion(1)
                        .build());
    }
}
