package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far from now an input's own time may lie. */
final class TimeWindowTest {
    private static final long WINDOW = Duration.ofDays(7).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final WalletFixture wallet = WalletFixture.funded("100");

    @ParameterizedTest
    @CsvSource({
        "-604800000, ACCEPTED",
        "-604800001, TOO_LATE",
        "0, ACCEPTED",
        "86400000, ACCEPTED",
        "86400001, IN_FUTURE"
    })
    void shouldHoldEventsAgainstTheWindow(long offsetMillis, Outcome outcome) {
        wallet.after(Duration.ofDays(30));

        assertThat(wallet.send(Events.usage("e1", "sms", "1", ChargeType.USAGE, wallet.now() + offsetMillis))
                        .outcome())
                .isEqualTo(outcome);
        assertThat(wallet.send(Events.lead("e2", "l1", "1", null, wallet.now() + offsetMillis))
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"-604800000, ACCEPTED", "-604800001, TOO_LATE", "86400000, ACCEPTED", "86400001, IN_FUTURE"})
    void shouldHoldCommandsAgainstTheWindow(long offsetMillis, Outcome outcome) {
        wallet.after(Duration.ofDays(30));

        assertThat(wallet.send(new Input.Command("c1", "w1", "x", wallet.now() + offsetMillis, Bodies.topUp("1")))
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void shouldFollowTheInstallationsWindow() {
        Policy hours =
                new Policy(3_600_000, 60_000, WINDOW, WINDOW, DAY, 10, 10, PaymentPolicy.DEFAULT, SafetyPolicy.DEFAULT);
        WalletFixture other = WalletFixture.none(hours).open(SettingsDraft.settings(), ZoneOffset.UTC);
        other.after(Duration.ofDays(1));

        accepted(other.send(Events.usage("e1", "sms", "1", ChargeType.USAGE, other.now() - 3_600_000)));
        refused(
                other.send(Events.usage("e2", "sms", "1", ChargeType.USAGE, other.now() - 3_600_001)),
                Outcome.TOO_LATE);
        accepted(other.send(Events.usage("e3", "sms", "1", ChargeType.USAGE, other.now() + 60_000)));
        refused(other.send(Events.usage("e4", "sms", "1", ChargeType.USAGE, other.now() + 60_001)), Outcome.IN_FUTURE);
    }

    @Test
    void shouldNeverRunBackwards() {
        wallet.after(Duration.ofDays(1)).usage("sms", "1");
        long latest = wallet.now();

        Decision earlier = wallet.after(Duration.ofHours(-5)).usage("sms", "1");

        assertThat(wallet.wallet().clockMillis()).isEqualTo(latest);
        assertThat(earlier.postings().getFirst().recordedAtMillis()).isEqualTo(latest);
        assertThat(earlier.postings().getFirst().attribution().occurredAtMillis())
                .isEqualTo(wallet.now());
    }
}
