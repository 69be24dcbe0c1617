package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.rules.SafetyRule;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suspicious against a wallet's own past, told once each time with the figures. */
final class SafetyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** A wallet that has spent 10 in each of so many hours. */
    private static WalletFixture used(String funds, int hours) {
        WalletFixture wallet = WalletFixture.funded(funds);
        for (int hour = 0; hour < hours; hour++) {
            accepted(wallet.usage("sms", "10"));
            wallet.after(HOUR);
        }
        return wallet;
    }

    private static Signal.Alert told(Decision decision) {
        return Objects.requireNonNull(Signals.safety(decision), () -> "Expected an alert in " + Signals.all(decision));
    }

    private static void assertQuiet(Decision decision) {
        assertThat(Signals.safety(decision)).isNull();
    }

    // Spending.

    @Test
    void shouldTellWhenAnHourCostsMoreThanThreeTimesAnyBefore() {
        WalletFixture wallet = used("340", 24);

        assertQuiet(accepted(wallet.usage("sms", "20")));
        assertQuiet(accepted(wallet.usage("sms", "10")));
        Signal.Alert alert = told(accepted(wallet.usage("sms", "0.000001")));

        assertThat(alert.reason()).isEqualTo("SPENDING_FAST");
        assertThat(alert.thresholdMicros()).isEqualTo(30_000_000);
        assertThat(alert.direction()).isEqualTo(WalletSettings.Direction.ABOVE);
        assertThat(alert.balanceMicros()).isEqualTo(69_999_999);
        assertThat(alert.message())
                .contains("30.000001 USD has been spent since 2026-03-03T12:00:00Z", "24 hours", "10.00 USD an hour");
    }

    @Test
    void shouldTellOncePerHourAndMeasureTheNextAgainstIt() {
        WalletFixture wallet = used("100000", 24);
        accepted(wallet.command(Bodies.deduct("99700")));
        told(accepted(wallet.usage("sms", "31")));
        assertQuiet(accepted(wallet.usage("sms", "31")));

        wallet.after(HOUR);
        assertQuiet(accepted(wallet.usage("sms", "90")));
        wallet.topUp("1000");
        assertThat(told(accepted(wallet.usage("sms", "280"))).message()).contains("62.00 USD an hour");
    }

    @Test
    void shouldNotTellBeforeThereIsAPast() {
        assertQuiet(accepted(used("300", 23).usage("sms", "60")));
        told(accepted(used("300", 24).usage("sms", "60")));
    }

    @Test
    void shouldCountOnlyHoursWithSpendingAsThePast() {
        WalletFixture wallet = used("400", 23);
        wallet.after(Duration.ofHours(5));
        wallet.topUp("1");
        accepted(wallet.usage("sms", "0"));
        wallet.after(HOUR);

        assertQuiet(accepted(wallet.usage("sms", "60")));
    }

    @ParameterizedTest
    @CsvSource({"155, 31, true", "155.01, 31, false", "156, 31, false", "0, 31, true"})
    void shouldNotTellOfWhatDoesNotMatter(String left, String spent, boolean tells) {
        WalletFixture wallet = used("1000", 24);
        accepted(wallet.command(Bodies.deduct("760")));
        if (!left.equals("0")) {
            wallet.topUp(left);
        }

        assertThat(Signals.safety(accepted(wallet.usage("sms", spent))) != null).isEqualTo(tells);
    }

    @Test
    void shouldCountNothingButSpending() {
        WalletFixture wallet = used("1000", 24);

        assertQuiet(accepted(wallet.command(Bodies.deduct("300"))));
        assertQuiet(accepted(wallet.command(Bodies.adjust("-100", Pool.PURCHASED))));
        assertQuiet(accepted(wallet.usage("sms", "30")));
        wallet.topUp("50");
        told(accepted(wallet.usage("sms", "60")));
    }

    @Test
    void shouldMeasureWhatIsOwedAsSpent() {
        WalletFixture wallet = used("240", 24);

        assertThat(told(accepted(wallet.lead("l1", "31"))).balanceMicros()).isEqualTo(-31_000_000);
    }

    @Test
    void shouldTakeNothingFromBeforeTheFirstHourForSpending() {
        Pace first = SafetyRule.at(Pace.NONE, -100_000_000, WalletFixture.START);

        assertThat(first).isEqualTo(new Pace(WalletFixture.START + HOUR.toMillis(), -100_000_000, 0, 0, false));
    }

    @Test
    void shouldLeaveThePaceAsItIsWhileNothingButDebitsCome() {
        WalletFixture wallet = used("1000", 2);
        accepted(wallet.usage("sms", "1"));
        Pace before = wallet.wallet().pace();

        accepted(wallet.usage("sms", "1"));

        assertThat(wallet.wallet().pace()).isSameAs(before);
    }

    @Test
    void shouldKeepWithinALongWhateverIsSpent() {
        SafetyPolicy policy = SafetyPolicy.DEFAULT;

        assertThat(policy.limit(Long.MAX_VALUE)).isPositive();
        assertThat(policy.limit(5)).isEqualTo(15);
    }

    // Recharging.

    private static WalletFixture recharging(String amount, ZoneId zone) {
        RechargeRule rule = new RechargeRule(
                true,
                Money.micros("20"),
                RechargeRule.Mode.FIXED,
                Money.micros(amount),
                null,
                false,
                0,
                null,
                null,
                Collect.DIRECT,
                false);
        WalletFixture wallet = WalletFixture.opened(SettingsDraft.settings().recharge(rule), zone);
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        return wallet;
    }

    /** Spends what makes a recharge due, and lets that succeed; returns the decision that asked for it. */
    private static Decision recharge(WalletFixture wallet, String spent) {
        Decision asked = accepted(wallet.usage("sms", spent));
        long number = wallet.wallet().payments().count(Purpose.AUTO_RECHARGE);
        accepted(wallet.answer("AUTO_RECHARGE/" + number, PaymentStatus.SUCCEEDED));
        return asked;
    }

    @Test
    void shouldTellWhenADayHasMoreRechargesThanAnyMayHave() {
        WalletFixture wallet = recharging("50", ZoneOffset.UTC);
        for (int times = 2; times <= 5; times++) {
            assertQuiet(recharge(wallet, "50"));
        }

        Signal.Alert alert = told(recharge(wallet, "50"));

        assertThat(alert.reason()).isEqualTo("RECHARGES_OFTEN");
        assertThat(alert.message()).contains("6 automatic recharges", "since 2026-03-02", "at most 0");
        assertQuiet(recharge(wallet, "50"));
    }

    @Test
    void shouldMeasureADayAgainstTheBusiestBefore() {
        WalletFixture wallet = recharging("50", ZoneOffset.UTC);
        recharge(wallet, "50");
        recharge(wallet, "50");
        wallet.after(DAY);
        for (int times = 1; times <= 9; times++) {
            assertQuiet(recharge(wallet, "50"));
        }

        assertThat(told(recharge(wallet, "50")).message()).contains("10 automatic recharges", "at most 3");
        wallet.after(DAY);
        for (int times = 1; times <= 30; times++) {
            assertQuiet(recharge(wallet, "50"));
        }
        told(recharge(wallet, "50"));
    }

    @Test
    void shouldCountDaysWhereTheOwnerIs() {
        WalletFixture wallet = recharging("50", ZoneId.of("Asia/Tokyo"));
        for (int times = 2; times <= 5; times++) {
            recharge(wallet, "50");
        }
        // 15:00 UTC is midnight in Tokyo.
        wallet.at("2026-03-02T15:00:00Z");

        assertQuiet(recharge(wallet, "50"));
        assertThat(wallet.wallet().payments().recharging())
                .extracting(Recharging::habit)
                .extracting(RechargeHabit::mostADay)
                .isEqualTo(5);
    }

    @Test
    void shouldTellWhenAWeekBringsMoreThanThreeTimesAnyBefore() {
        WalletFixture wallet = recharging("50", ZoneOffset.UTC);
        wallet.after(Duration.ofDays(7));
        recharge(wallet, "50");
        wallet.after(Duration.ofDays(7));
        for (int day = 1; day <= 3; day++) {
            assertQuiet(recharge(wallet, "50"));
            wallet.after(DAY);
        }

        Signal.Alert alert = told(recharge(wallet, "50"));

        assertThat(alert.reason()).isEqualTo("RECHARGES_RISING");
        assertThat(alert.thresholdMicros()).isEqualTo(150_000_000);
        assertThat(alert.message()).contains("200.00 USD", "since 2026-03-16", "2 weeks", "at most 50.00 USD a week");
        assertQuiet(recharge(wallet, "50"));
        wallet.after(Duration.ofDays(7));
        assertQuiet(recharge(wallet, "50"));
        assertThat(wallet.wallet().payments().recharging())
                .extracting(Recharging::habit)
                .satisfies(habit -> {
                    assertThat(habit.mostAWeekMicros()).isEqualTo(250_000_000);
                    assertThat(habit.weeks()).isEqualTo(3);
                    assertThat(habit.isRisingTold()).isFalse();
                });
    }

    @Test
    void shouldNotMeasureTheSecondWeekAgainstTheFirstAlone() {
        WalletFixture wallet = recharging("50", ZoneOffset.UTC);
        wallet.after(Duration.ofDays(7));

        for (int times = 1; times <= 5; times++) {
            assertQuiet(recharge(wallet, "50"));
        }
    }

    // Cards and disputes.

    @ParameterizedTest
    @ValueSource(strings = {"no_payment_method", "no_backup_method", "not_attempted", "not_created"})
    void shouldNotSayThatACardDeclinedWhenNoneWasAsked(String code) {
        WalletFixture wallet = WalletFixture.opened();
        accepted(wallet.command(new Input.TopUp(5_000_000, Collect.CARD, null, null, 0, null)));

        Decision failed = wallet.command(new Input.RecordPayment(
                WalletFixture.ID + "/TOP_UP/1",
                1,
                Input.PaymentStatus.FAILED,
                null,
                "pi_1",
                code,
                DeclineKind.SOFT,
                null,
                null,
                0));

        assertThat(failed.signals()).noneMatch(signal -> signal instanceof Signal.CardDeclined);
    }

    @Test
    void shouldTellTheOwnerOfEachAttemptThatACardDeclines() {
        WalletFixture wallet = WalletFixture.opened();
        accepted(wallet.command(new Input.TopUp(5_000_000, Collect.CARD, "buyer-7", null, 0, null)));

        Decision first = wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        Decision second = wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT);

        assertThat(first.signals()).contains(new Signal.CardDeclined("buyer-7", false));
        assertThat(Signals.declines(second)).containsExactly("DECLINED BACKUP");
    }

    @Test
    void shouldNotTellTheOwnerOfAnInvoiceThatIsVoided() {
        WalletFixture wallet = WalletFixture.opened();
        accepted(wallet.command(Bodies.topUp("5", Collect.INVOICE)));

        assertThat(Signals.declines(wallet.declined("TOP_UP/1", 1, DeclineKind.HARD)))
                .isEmpty();
    }

    @Test
    void shouldTellOfACardThatItsOwnerHasFoundFailing() {
        WalletFixture wallet = WalletFixture.funded("5");

        Decision decision = accepted(wallet.send(
                new Input.CardFailing("w1", "DEFAULT, visa ending in 4242", 4, 3, WalletFixture.START, wallet.now())));

        Signal.Alert alert = told(decision);
        assertThat(decision.postings()).isEmpty();
        assertThat(alert.reason()).isEqualTo("CARD_FAILING");
        assertThat(alert.message())
                .contains("visa ending in 4242", "4 attempts on 3 wallets since 2026-03-02T12:00:00Z");
    }

    @Test
    void shouldFlagTheWalletWhileAPaymentIsDisputed() {
        WalletFixture wallet = WalletFixture.opened();
        accepted(wallet.command(Bodies.topUp("5", Collect.CARD)));
        accepted(wallet.command(Bodies.topUp("6", Collect.CARD)));
        accepted(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTED));

        Decision second = accepted(wallet.answer("TOP_UP/2", PaymentStatus.DISPUTED));

        assertThat(told(second).message()).contains("6.00 USD of w1/TOP_UP/2", "2 are disputed now");
        assertThat(wallet.wallet().payments().disputes()).isEqualTo(2);
        accepted(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTE_WON));
        assertThat(wallet.wallet().payments().disputes()).isEqualTo(1);
        assertThat(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTE_WON).duplicate())
                .isTrue();
        assertThat(wallet.wallet().payments().disputes()).isEqualTo(1);
    }
}
