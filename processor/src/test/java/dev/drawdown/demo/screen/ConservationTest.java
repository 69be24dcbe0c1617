package dev.drawdown.demo.screen;

import static dev.drawdown.demo.screen.Recorded.balance;
import static dev.drawdown.demo.screen.Recorded.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConservationTest {
    private final Conservation conservation = new Conservation();

    @Test
    void shouldHoldTheBalanceAgainstTheLedgerAtThatVeryEntry() {
        conservation.entry(entry("a", 1, "TOP_UP", "0", "10"));
        conservation.entry(entry("a", 2, "USAGE", "10", "-3"));
        conservation.entry(entry("a", 3, "USAGE", "7", "-1"));

        conservation.balance(balance("a", 2, "7", "0"));

        assertThat(conservation.sums())
                .containsExactly(new Conservation.Sum("USD", 10_000_000, 3_000_000, 7_000_000))
                .allMatch(sum -> sum.differenceMicros() == 0);
    }

    @Test
    void shouldWaitForTheLedgerWhereTheBalanceIsAhead() {
        conservation.entry(entry("a", 1, "TOP_UP", "0", "10"));
        conservation.balance(balance("a", 2, "7", "0"));
        assertThat(conservation.sums().getFirst().balanceMicros()).isZero();

        conservation.entry(entry("a", 2, "USAGE", "10", "-3"));

        assertThat(conservation.sums().getFirst().balanceMicros()).isEqualTo(7_000_000);
    }

    @Test
    void shouldCountWhatIsOwedAsANegativeBalance() {
        conservation.entry(entry("a", 1, "SHORTFALL", "0", "-4"));
        conservation.balance(balance("a", 1, "0", "4"));

        assertThat(conservation.sums()).containsExactly(new Conservation.Sum("USD", 0, 4_000_000, -4_000_000));
    }

    @Test
    void shouldBringForwardWhatWasThereBeforeItsBeginning() {
        conservation.entry(entry("a", 41, "USAGE", "10", "-3"));
        conservation.balance(balance("a", 41, "7", "0"));

        assertThat(conservation.sums()).containsExactly(new Conservation.Sum("USD", 10_000_000, 3_000_000, 7_000_000));
        assertThat(conservation.gaps()).isZero();
    }

    @Test
    void shouldLeaveABalanceOfBeforeItsBeginningToTheNextOne() {
        conservation.entry(entry("a", 41, "USAGE", "10", "-3"));
        conservation.balance(balance("a", 12, "99", "0"));

        assertThat(conservation.sums().getFirst().differenceMicros()).isZero();
    }

    @Test
    void shouldShowWhatIsMissing() {
        conservation.entry(entry("a", 1, "TOP_UP", "0", "10"));
        conservation.balance(balance("a", 1, "9.999999", "0"));

        assertThat(conservation.sums().getFirst().differenceMicros()).isEqualTo(1);
    }

    @Test
    void shouldCountAGapInTheSequence() {
        conservation.entry(entry("a", 1, "TOP_UP", "0", "10"));
        conservation.entry(entry("a", 3, "USAGE", "7", "-1"));

        assertThat(conservation.gaps()).isEqualTo(1);
    }

    @Test
    void shouldRememberOnlyTheLatestStates() {
        conservation.entry(entry("a", 1, "TOP_UP", "0", "2000"));
        for (long seq = 2; seq <= 1_000; seq++) {
            conservation.entry(entry("a", seq, "USAGE", Long.toString(2_002 - seq), "-1"));
        }
        conservation.balance(balance("a", 3, "1998", "0"));
        assertThat(conservation.sums().getFirst().balanceMicros()).isZero();

        conservation.balance(balance("a", 900, "1101", "0"));

        assertThat(conservation.sums().getFirst().balanceMicros()).isEqualTo(1_101_000_000);
        assertThat(conservation.sums().getFirst().differenceMicros()).isZero();
    }
}
