package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The amounts that a payment can have, currency by currency. */
final class MinorUnitsTest {
    @ParameterizedTest
    @CsvSource({
        "USD, 12.34, 12.34",
        "USD, 12.340001, 12.35",
        "USD, 0.000001, 0.01",
        "JPY, 12.000001, 13",
        "JPY, 12, 12",
        "ISK, 12.5, 13",
        "UGX, 1000.01, 1001",
        "KWD, 1.001, 1.01",
        "KWD, 1.01, 1.01",
        "USD, 999999999999.999999, 999999999999.99",
        "JPY, 999999999999.999999, 999999999999"
    })
    void shouldRoundUpToWhatCanBeCharged(String currency, String amount, String rounded) {
        long micros = MinorUnits.roundedUp(Money.micros(amount), currency);

        assertThat(Money.plain(micros)).isEqualTo(rounded);
        assertThat(MinorUnits.isWhole(micros, currency)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 0.5", "EUR, 0.5", "GBP, 0.3", "JPY, 50", "HUF, 175", "CZK, 15", "MXN, 10", "SEK, 3", "AED, 2", "BGN, 1",
        "DKK, 2.5", "HKD, 4", "THB, 10", "MYR, 2", "PLN, 2", "RON, 2", "NOK, 3", "INR, 0.5", "KWD, 0.01", "KRW, 1"
    })
    void shouldKnowTheLeastThatCanBeCharged(String currency, String minimum) {
        assertThat(Money.plain(MinorUnits.minimumMicros(currency))).isEqualTo(minimum);
    }

    @ParameterizedTest
    @CsvSource({"USD, 0.01, true", "USD, 0.001, false", "JPY, 0.5, false", "JPY, 3, true"})
    void shouldTellWholeAmountsFromOthers(String currency, String amount, boolean whole) {
        assertThat(MinorUnits.isWhole(Money.micros(amount), currency)).isEqualTo(whole);
    }
}
