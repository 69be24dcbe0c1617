package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read: what was done, what was expected and what was found, with the figures. */
final class MessagesTest {
    private final WalletFixture wallet = WalletFixture.funded("100");

    static Stream<Arguments> done() {
        return Stream.of(
                Arguments.of(Bodies.topUp("1"), "Funds added"),
                Arguments.of(Bodies.grant("1", Pool.PLAN), "granted"),
                Arguments.of(Bodies.adjust("1", Pool.PURCHASED), "adjusted"),
                Arguments.of(Bodies.deduct("1"), "deducted"),
                Arguments.of(Bodies.amend("T1", null, 3), "amended"),
                Arguments.of(Bodies.hold("h2", "1"), "placed"),
                Arguments.of(Bodies.capture("h1", null), "captured"),
                Arguments.of(Bodies.release("h1"), "released"),
                Arguments.of(Bodies.configure(SettingsDraft.settings()), "configured"),
                Arguments.of(Bodies.freeze(), "frozen"),
                Arguments.of(Bodies.terminate(), "terminated"));
    }

    @ParameterizedTest
    @MethodSource("done")
    void shouldSayWhatWasDone(Input.Body body, String said) {
        accepted(wallet.command(Bodies.hold("h1", "10")));

        assertThat(accepted(wallet.command(body)).message()).containsIgnoringCase(said);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Bodies.deduct("500"), List.of("500.00 USD", "90.00 USD")),
                Arguments.of(Bodies.hold("h2", "90.000001"), List.of("90.000001 USD", "90.00 USD")),
                Arguments.of(Bodies.adjust("-0.5", Pool.PLAN), List.of("0.50 USD", "0.00 USD")),
                Arguments.of(Bodies.adjust("1", Pool.PLAN, 9L), List.of("from 1 to 1", "9")),
                Arguments.of(Bodies.capture("h1", "12.5"), List.of("10.00 USD", "12.50 USD", "h1")),
                Arguments.of(Bodies.capture("h7", null), List.of("h7")),
                Arguments.of(Bodies.amend("T9", null, 3), List.of("T9")),
                Arguments.of(Bodies.hold("h1", "1"), List.of("h1")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldSayWhatWasExpectedAndWhatWasFound(Input.Body body, List<String> said) {
        accepted(wallet.command(Bodies.hold("h1", "10")));

        assertThat(wallet.command(body).message()).startsWith("Expected ").contains(said);
    }

    @Test
    void shouldSayHowAnEndedHoldHadEnded() {
        accepted(wallet.command(Bodies.hold("h1", "10")));
        accepted(wallet.command(Bodies.hold("h2", "10")));
        accepted(wallet.command(Bodies.hold("h3", "10")));
        accepted(wallet.command(Bodies.capture("h1", null)));
        accepted(wallet.command(Bodies.release("h2")));
        wallet.after(Duration.ofHours(1));

        assertThat(wallet.command(Bodies.capture("h1", null)).message()).contains("h1 was captured");
        assertThat(wallet.command(Bodies.release("h2")).message()).contains("h2 was released");
        assertThat(wallet.command(Bodies.capture("h3", null)).message()).contains("h3 to be open, but it expired");
    }

    @Test
    void shouldDescribeWhatAnEntryIsFor() {
        assertThat(describe(wallet.usage("sms", "1"))).contains("sms");
        assertThat(describe(wallet.lead("l1", "1"))).contains("l1").contains("delivered");
        assertThat(describe(wallet.giveBack("l1")))
                .contains("l1")
                .contains("returned")
                .contains("invalid number");
        assertThat(describe(wallet.command(Bodies.deduct("1")))).contains("fee");
        assertThat(describe(wallet.command(new Input.Deduct(1, false, " ")))).isEqualTo("Deducted");
        assertThat(describe(wallet.command(new Input.Deduct(1, false, null)))).isEqualTo("Deducted");
        assertThat(describe(wallet.command(Bodies.adjust("1", Pool.PURCHASED)))).contains("mistake");
        assertThat(describe(wallet.command(Bodies.grant("1", Pool.PLAN)))).contains("welcome");
    }

    @Test
    void shouldRefuseToGrantWhatHasToBeBought() {
        WalletFixture.refused(wallet.command(Bodies.grant("1", Pool.PURCHASED)), Outcome.MALFORMED);
    }

    private static String describe(Decision decision) {
        return accepted(decision).postings().getFirst().description();
    }

    static Stream<Arguments> levels() {
        return Stream.of(
                Arguments.of(settings().below("90", null, null), "90.00 USD, at or below the info threshold of 90.00"),
                Arguments.of(settings().below(null, "95.5", null), "below the warning threshold of 95.50 USD"),
                Arguments.of(settings().below(null, null, "100"), "below the alarm threshold of 100.00 USD"),
                Arguments.of(settings().above("70.1234", null, null), "above the info threshold of 70.1234 USD"));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void shouldNameTheThresholdThatABalanceHasReached(SettingsDraft levels, String said) {
        wallet.usage("sms", "10");

        assertThat(alert(wallet.command(Bodies.configure(levels))))
                .startsWith("The balance is 90.00 USD")
                .contains(said);
        assertThat(alert(wallet.command(Bodies.configure(settings())))).contains("in order again");
    }

    private static String alert(Decision decision) {
        return accepted(decision).signals().stream()
                .filter(signal -> signal instanceof Signal.Alert)
                .map(signal -> ((Signal.Alert) signal).message())
                .findFirst()
                .orElseThrow();
    }
}
