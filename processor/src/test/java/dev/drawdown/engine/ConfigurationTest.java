package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.RechargeRule.Mode;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings are checked as a whole, replaced as a whole, and numbered. */
final class ConfigurationTest {
    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldNumberEachConfigurationAndSayUnderWhichAnEntryWasWritten() {
        assertThat(wallet.wallet().configVersion()).isEqualTo(1);
        assertThat(wallet.usage("sms", "1").postings().getFirst().configVersion())
                .isEqualTo(1);

        accepted(wallet.command(Bodies.configure(settings().floor("5"))));
        assertThat(wallet.wallet().configVersion()).isEqualTo(2);
        assertThat(wallet.usage("sms", "1").postings().getFirst().configVersion())
                .isEqualTo(2);
        assertThat(wallet.wallet().settings().floorMicros()).isEqualTo(Money.micros("5"));
    }

    @Test
    void shouldLeaveAsItIsWhatACommandDoesNotName() {
        accepted(wallet.command(Bodies.configure(settings().floor("5"))));
        accepted(wallet.command(Bodies.expireWallet("2026-06-01T00:00:00Z")));
        Wallet before = wallet.wallet();

        accepted(wallet.command(new Input.ConfigureWallet(null, null, "Renamed", null, null)));

        assertThat(wallet.wallet().name()).isEqualTo("Renamed");
        assertThat(wallet.wallet().settings()).isEqualTo(before.settings());
        assertThat(wallet.wallet().expiresAtMillis()).isEqualTo(before.expiresAtMillis());
        accepted(wallet.command(Bodies.configure(settings())));
        assertThat(wallet.wallet().name()).isEqualTo("Renamed");
        assertThat(wallet.wallet().settings()).isEqualTo(WalletSettings.DEFAULT);
    }

    @Test
    void shouldRefuseRulesThatWereMadeFromOthersThanThoseThatAreThere() {
        WalletSettings other = settings().floor("5").done();
        accepted(wallet.command(new Input.ConfigureWallet(other, null, null, 1, null)));

        Decision late = wallet.command(new Input.ConfigureWallet(WalletSettings.DEFAULT, null, null, 1, null));
        Decision early = wallet.command(new Input.ConfigureWallet(WalletSettings.DEFAULT, null, null, 3, null));

        refused(late, Outcome.CONFIG_CHANGED);
        assertThat(late.message()).contains("version 1", "version 2");
        refused(early, Outcome.CONFIG_CHANGED);
        assertThat(wallet.wallet().settings()).isEqualTo(other);
        accepted(wallet.command(new Input.ConfigureWallet(WalletSettings.DEFAULT, null, null, 2, null)));
        assertThat(wallet.wallet().configVersion()).isEqualTo(3);
    }

    @Test
    void shouldSayThatRulesHaveChangedBeforeItSaysWhatIsWrongWithTheNewOnes() {
        WalletSettings impossible = settings().rearm("-1").done();

        refused(wallet.command(new Input.ConfigureWallet(impossible, null, null, 7, null)), Outcome.CONFIG_CHANGED);
        refused(wallet.command(new Input.ConfigureWallet(impossible, null, null, 1, null)), Outcome.INVALID_SETTINGS);
    }

    static Stream<SettingsDraft> impossible() {
        return Stream.of(
                settings().below("50", "50", null),
                settings().below("50", "60", null),
                settings().below(null, "20", "20"),
                settings().below("50", null, "50"),
                settings().below("50", "60", "10"),
                settings().below("50", "20", "30"),
                settings().above("50", "50", null),
                settings().above("50", "40", null),
                settings().above("50", null, "50"),
                settings().above(null, "50", "40"),
                settings().below("10", null, "10").above(null, "5", null),
                settings().below("100", null, null).margin("-1"),
                settings().rearm("-1"),
                settings().timeToEmpty(0),
                settings().timeToEmpty(-1),
                settings().recharge(rule(Mode.FIXED, null, null)),
                settings().recharge(rule(Mode.FIXED, 0L, null)),
                settings().recharge(rule(Mode.FIXED, -5L, null)),
                settings().recharge(rule(Mode.FIXED, 499_999L, null)),
                settings().recharge(rule(Mode.TARGET, null, null)),
                settings().recharge(rule(Mode.TARGET, null, 5L)),
                settings().recharge(rule(Mode.TARGET, null, 10L)),
                settings().recharge(limited(-1, null, null)),
                settings().recharge(limited(0, -1, null)),
                settings().recharge(limited(0, 5, -1L)),
                settings().terms(-1),
                settings().budgets(new Budget(null, null, -1, Budget.OnReached.BLOCK)));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void shouldRefuseSettingsThatCannotBe(SettingsDraft draft) {
        refused(wallet.command(Bodies.configure(draft)), Outcome.INVALID_SETTINGS);
        refused(WalletFixture.none().command(Bodies.open(draft.done(), ZoneOffset.UTC)), Outcome.INVALID_SETTINGS);
    }

    static Stream<SettingsDraft> possible() {
        return Stream.of(
                settings().below("50", "20", "-10").margin("5"),
                settings().below("50", null, "20"),
                settings().above("10", "20", "30"),
                settings().above("10", null, "30"),
                settings().above("10", null, null).below(null, "50", "20"),
                settings().below("10", null, null).above(null, "5", null),
                settings().floor("-500").rearm("10"),
                settings().timeToEmpty(1),
                settings().recharge(rule(Mode.FIXED, 500_000L, null)),
                settings().recharge(rule(Mode.TARGET, null, 500L)),
                settings().recharge(rule(Mode.TARGET, null, 11L)),
                settings().recharge(limited(0, 0, 0L)),
                settings().recharge(limited(60, 5, 100L)),
                settings().terms(0),
                settings().budgets(new Budget(null, null, 0, Budget.OnReached.ALERT)),
                settings().budgets(new Budget("app", "sms", 5, Budget.OnReached.ALERT)));
    }

    @ParameterizedTest
    @MethodSource("possible")
    void shouldTakeSettingsThatCanBe(SettingsDraft draft) {
        accepted(wallet.command(Bodies.configure(draft)));

        assertThat(wallet.wallet().settings()).isEqualTo(draft.done());
    }

    @Test
    void shouldSayThatNothingActsOnBudgetsYet() {
        Budget budget = new Budget("app", null, 5, Budget.OnReached.BLOCK);
        Decision budgeted = accepted(wallet.command(Bodies.configure(settings().budgets(budget))));
        Decision plain = accepted(wallet.command(Bodies.configure(settings())));

        assertThat(budgeted.message()).contains("yet");
        assertThat(plain.message()).doesNotContain("yet");
    }

    private static RechargeRule rule(Mode mode, @Nullable Long amountMicros, @Nullable Long targetMicros) {
        return new RechargeRule(
                true, 10, mode, amountMicros, targetMicros, false, 0, null, null, Collect.DIRECT, false);
    }

    private static RechargeRule limited(long cooldownSeconds, @Nullable Integer perDay, @Nullable Long monthlyMicros) {
        return new RechargeRule(
                true,
                10,
                Mode.FIXED,
                500_000L,
                null,
                false,
                cooldownSeconds,
                perDay,
                monthlyMicros,
                Collect.DIRECT,
                false);
    }
}
