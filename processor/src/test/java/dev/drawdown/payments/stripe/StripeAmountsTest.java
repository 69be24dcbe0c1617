package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {
    @ParameterizedTest
    @CsvSource({
        "25_000_000, USD, 2500",
        "25_000_001, usd, 2501",
        "1, EUR, 1",
        "500_000_000, JPY, 500",
        "500_000_001, jpy, 501",
        "1_234_000, KWD, 1240",
        "1_230_000, KWD, 1230",
        "5_000_000, ISK, 500",
        "5_010_000, ISK, 600",
        "0, USD, 0"
    })
    void shouldRoundUpToWhatCanBePaid(String micros, String currency, long minor) {
        assertThat(StripeAmounts.ceiling(Long.parseLong(micros.replace("_", "")), currency))
                .isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"2500, USD, 25_000_000", "500, JPY, 500_000_000", "1240, kwd, 1_240_000", "600, ISK, 6_000_000"})
    void shouldReadStripesAmounts(long minor, String currency, String micros) {
        assertThat(StripeAmounts.toMicros(minor, currency)).isEqualTo(Long.parseLong(micros.replace("_", "")));
    }

    @ParameterizedTest
    @CsvSource({"25_000_000, usd, 25.00 USD", "500_000_000, JPY, 500 JPY", "1_234_500, KWD, 1.235 KWD"})
    void shouldWriteAmountsForPeople(String micros, String currency, String written) {
        assertThat(StripeAmounts.written(Long.parseLong(micros.replace("_", "")), currency))
                .isEqualTo(written);
    }

    @Test
    void shouldNotOverflowInSilence() {
        assertThatThrownBy(() -> StripeAmounts.ceiling(Long.MAX_VALUE, "USD")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> StripeAmounts.toMicros(Long.MAX_VALUE, "USD")).isInstanceOf(ArithmeticException.class);
    }
}
