package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The load test reads the words that are expected here. */
class StartStepsTest {
    @Test
    void shouldTellHowLongEachPartOfAStartTook() {
        assertThat(new StartSteps(10_000, 11_250, 11_400, 12_000, 12_010, 7))
                .hasToString("2.01 s after the start of the JVM: program 1.25 s, stores 0.15 s, group 0.60 s,"
                        + " restore 0.01 s; 7 records restored");
    }

    @Test
    void shouldCountAllOfTheWaitingAsTheGroupsWhereNothingIsKept() {
        assertThat(new StartSteps(10_000, 11_000, 11_000, 0, 12_500, 0))
                .asString()
                .contains("2.50 s after", "group 1.50 s, restore 0.00 s; 0 records");
    }

    @Test
    void shouldNotCountBackwardsWhereAThreadIsQuickerThanTheCallThatStartsIt() {
        assertThat(new StartSteps(10_000, 11_000, 11_500, 11_400, 12_000, 0))
                .asString()
                .contains("group 0.00 s, restore 0.60 s");
    }
}
