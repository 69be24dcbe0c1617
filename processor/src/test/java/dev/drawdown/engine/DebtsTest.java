package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wallet owes: collected in grace, invoiced on terms. */
final class DebtsTest {
    private static SettingsDraft goingOn() {
        return SettingsDraft.settings().onFailure(OnPaymentFailure.CONTINUE);
    }

    private static SettingsDraft onTerms() {
        return SettingsDraft.settings().mode(BillingMode.NET_TERMS).floor("-100");
    }

    private static RechargeRule recharge(boolean enabled) {
        return new RechargeRule(
                enabled,
                -500_000_000L,
                RechargeRule.Mode.FIXED,
                1_000_000L,
                null,
                false,
                0,
                null,
                null,
                Collect.DIRECT,
                false);
    }

    @Test
    void shouldCollectTheShortfallWhileDeliveriesGoOn() {
        WalletFixture wallet = WalletFixture.openedWith("10", goingOn());

        Decision short1 = accepted(wallet.lead("l1", "22.505"));

        assertThat(Ledger.lines(short1))
                .containsExactly(
                        "LEAD_DELIVERY 10 (-10) T1 deferred_revenue>revenue recognized 10",
                        "SHORTFALL 12.505 (-12.505) - receivable>revenue recognized 12.505",
                        "PENDING TOP_UP 12.51 (0) - cash>deferred_revenue");
        assertThat(short1.postings().getLast().attribution().leadId()).isNull();
        assertThat(Signals.requests(short1)).containsExactly("SHORTFALL/1 attempt 1 of 12.51 DIRECT DEFAULT");
        assertThat(wallet.gate()).isEqualTo("GRACE BALANCE_AT_FLOOR");
        assertThat(wallet.pending()).isEqualTo("12.51");

        Decision paid = accepted(wallet.answer("SHORTFALL/1", PaymentStatus.SUCCEEDED));
        assertThat(Ledger.lines(paid))
                .containsExactly(
                        "TOP_UP 12.51 (12.51) T2 cash>deferred_revenue",
                        "SHORTFALL_SETTLED 12.505 (0) T2 deferred_revenue>receivable");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldCollectOneShortfallAtATime() {
        WalletFixture wallet = WalletFixture.opened(goingOn());
        accepted(wallet.lead("l1", "20"));
        assertThat(Signals.requests(accepted(wallet.lead("l2", "30")))).isEmpty();

        Decision paid = accepted(wallet.answer("SHORTFALL/1", PaymentStatus.SUCCEEDED));

        assertThat(Signals.requests(paid)).containsExactly("SHORTFALL/2 attempt 1 of 30 DIRECT DEFAULT");
    }

    @ParameterizedTest
    @CsvSource({"0.49, 0", "0.490001, 1"})
    void shouldGatherAShortfallUntilItCanBeCharged(String owed, int requests) {
        WalletFixture wallet = WalletFixture.opened(goingOn());

        assertThat(Signals.requests(accepted(wallet.lead("l1", owed)))).hasSize(requests);
    }

    @Test
    void shouldCountWhatIsPendingAgainstTheShortfall() {
        WalletFixture wallet = WalletFixture.opened(goingOn());
        accepted(wallet.command(Bodies.topUp("20", Collect.CARD)));

        assertThat(Signals.requests(accepted(wallet.lead("l1", "20")))).isEmpty();
        assertThat(Signals.requests(accepted(wallet.lead("l2", "5"))))
                .containsExactly("SHORTFALL/1 attempt 1 of 5 DIRECT DEFAULT");
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void shouldLeaveTheShortfallToARechargeThatIsEnabled(boolean enabled, int requests) {
        WalletFixture wallet = WalletFixture.opened(goingOn().recharge(recharge(enabled)));

        assertThat(Signals.requests(accepted(wallet.lead("l1", "20")))).hasSize(requests);
    }

    @Test
    void shouldLeaveTheShortfallToARechargeThatIsUnderWay() {
        WalletFixture wallet = WalletFixture.opened(goingOn().recharge(recharge(true)));
        accepted(wallet.lead("l1", "501"));
        assertThat(wallet.wallet().payments().count(Purpose.AUTO_RECHARGE)).isEqualTo(1);

        accepted(wallet.command(Bodies.configure(goingOn().recharge(recharge(false)))));
        assertThat(wallet.wallet().payments().count(Purpose.SHORTFALL)).isZero();
        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));

        assertThat(Signals.requests(paid)).containsExactly("SHORTFALL/1 attempt 1 of 500 DIRECT DEFAULT");
    }

    @Test
    void shouldCollectNothingWithinAnOverdraft() {
        WalletFixture wallet = WalletFixture.opened(goingOn().floor("-40"));

        assertThat(Signals.requests(accepted(wallet.lead("l1", "39")))).isEmpty();
        assertThat(Signals.requests(accepted(wallet.lead("l2", "1"))))
                .containsExactly("SHORTFALL/1 attempt 1 of 40 DIRECT DEFAULT");
    }

    @Test
    void shouldStopCollectingAfterAFailureUntilMethodsChange() {
        WalletFixture wallet = WalletFixture.opened(goingOn());
        accepted(wallet.lead("l1", "20"));
        wallet.declined("SHORTFALL/1", 1, DeclineKind.HARD);
        wallet.declined("SHORTFALL/1", 2, DeclineKind.HARD);
        assertThat(wallet.gate()).isEqualTo("GRACE BALANCE_AT_FLOOR");
        assertThat(Signals.requests(accepted(wallet.lead("l2", "20")))).isEmpty();

        assertThat(Signals.requests(accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())))))
                .containsExactly("SHORTFALL/2 attempt 1 of 40 DIRECT DEFAULT");
    }

    @Test
    void shouldCollectNothingWherePausing() {
        WalletFixture wallet = WalletFixture.opened();

        assertThat(Signals.requests(accepted(wallet.lead("l1", "20")))).isEmpty();
    }

    @Test
    void shouldInvoiceWhatIsOwedAtTheEndOfTheMonthInTheOwnersZone() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(14), ZoneId.of("America/New_York"));
        accepted(wallet.lead("l1", "20.005"));
        wallet.at("2026-03-20T00:00:00Z");
        accepted(wallet.lead("l2", "10"));
        assertThat(wallet.at("2026-04-01T03:59:59.999Z").tick()).isEmpty();

        Decision invoiced = wallet.at("2026-04-01T04:00:00Z").tick().getFirst();

        assertThat(Signals.requests(invoiced)).containsExactly("NET_TERMS/1 attempt 1 of 30.01 INVOICE DEFAULT");
        assertThat(Ledger.lines(invoiced)).containsExactly("PENDING TOP_UP 30.01 (0) - cash>deferred_revenue");
        Payment.Terms terms = wallet.wallet().payments().underWay().getFirst().terms();
        assertThat(terms.invoiceDueMillis())
                .isEqualTo(wallet.now() + Duration.ofDays(14).toMillis());
        accepted(wallet.answer("NET_TERMS/1", PaymentStatus.SUCCEEDED));
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldInvoiceEachMonthWhatIsNotInvoicedYet() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(60));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-01T00:00:00Z").tick();
        accepted(wallet.answer("NET_TERMS/1", PaymentStatus.PROCESSING));
        assertThat(wallet.wallet().payments().periodEndsAtMillis()).isEqualTo(Wallet.NEVER);
        accepted(wallet.lead("l2", "7"));

        List<Decision> ended = wallet.at("2026-05-01T00:00:00Z").tick();

        assertThat(Signals.requests(ended.getFirst())).containsExactly("NET_TERMS/2 attempt 1 of 7 INVOICE DEFAULT");
    }

    @Test
    void shouldCarryWhatIsTooLittleForAnInvoiceToTheNextMonth() {
        WalletFixture wallet = WalletFixture.opened(onTerms());
        accepted(wallet.lead("l1", "0.3"));
        assertThat(wallet.at("2026-04-01T00:00:00Z").tick().getFirst().signals())
                .isEmpty();
        accepted(wallet.lead("l2", "0.3"));

        assertThat(Signals.requests(wallet.at("2026-05-01T00:00:00Z").tick().getFirst()))
                .containsExactly("NET_TERMS/1 attempt 1 of 0.6 INVOICE DEFAULT");
    }

    @Test
    void shouldPauseWhenAnInvoiceIsOverdueUntilItIsPaid() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(10));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-01T00:00:00Z").tick();
        accepted(wallet.answer("NET_TERMS/1", PaymentStatus.PROCESSING));
        assertThat(wallet.at("2026-04-10T23:59:59.999Z").tick()).isEmpty();

        Decision overdue = wallet.at("2026-04-11T00:00:00Z").tick().getFirst();
        assertThat(Signals.all(overdue)).containsExactly("PAYMENT_FAILED at -20", "GATE PAUSED PAYMENT_FAILED");
        assertThat(accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())))
                        .signals())
                .isEmpty();
        assertThat(wallet.topUp("1").signals()).isEmpty();

        Decision paid = accepted(wallet.answer("NET_TERMS/1", PaymentStatus.SUCCEEDED));
        assertThat(Signals.all(paid)).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldPauseAndSayWhyWhenTheInvoiceOfThePeriodHasNowhereToGo() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(10));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-01T00:00:00Z").tick();

        Decision failed =
                accepted(wallet.command(Bodies.declined("NET_TERMS/1", 1, Input.DeclineKind.HARD, "no_email")));

        assertThat(Signals.all(failed)).containsExactly("PAYMENT_FAILED at -20", "GATE PAUSED PAYMENT_FAILED");
        assertThat(((Signal.Alert) failed.signals().getFirst()).message()).contains("the owner's profile");
        assertThat(Signals.requests(wallet.at("2026-05-01T00:00:00Z").tick().getFirst()))
                .containsExactly("NET_TERMS/2 attempt 1 of 20 INVOICE DEFAULT");
    }

    @Test
    void shouldCountAnInvoiceThatNobodyAnswersAsOverdueOnce() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(10));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-10T23:59:59.999Z").tick();
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");

        List<Decision> due = wallet.at("2026-04-11T00:00:00Z").tick();

        assertThat(due)
                .singleElement()
                .satisfies(decision -> assertThat(Signals.all(decision))
                        .containsExactly(
                                "NET_TERMS/1 attempt 1 of 20 INVOICE DEFAULT",
                                "PAYMENT_FAILED at -20",
                                "GATE PAUSED PAYMENT_FAILED"));
        for (Decision later : wallet.at("2026-04-11T05:00:00Z").tick()) {
            assertThat(Signals.alerts(later)).isEmpty();
        }
        assertThat(wallet.topUp("1").signals()).isEmpty();
        assertThat(accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())))
                        .signals())
                .isEmpty();
    }

    @Test
    void shouldNotTellAgainOfAnOverdueInvoiceThatIsAnsweredLate() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(10));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-11T00:01:00Z").tick();
        assertThat(wallet.gate()).isEqualTo("PAUSED PAYMENT_FAILED");

        assertThat(accepted(wallet.answer("NET_TERMS/1", PaymentStatus.PROCESSING))
                        .signals())
                .isEmpty();
        assertThat(wallet.after(Duration.ofDays(1)).tick()).isEmpty();
        assertThat(wallet.topUp("1").signals()).isEmpty();
        accepted(wallet.answer("NET_TERMS/1", PaymentStatus.SUCCEEDED));
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldGiveAnInvoiceWithoutTermsUntilItIsAskedForAgain() {
        WalletFixture wallet = WalletFixture.opened(onTerms().terms(0));
        accepted(wallet.lead("l1", "20"));
        wallet.at("2026-04-01T00:09:59.999Z").tick();
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");

        wallet.at("2026-04-01T00:10:00Z").tick();

        assertThat(wallet.gate()).isEqualTo("PAUSED PAYMENT_FAILED");
    }

    @Test
    void shouldForgetThePeriodWhenNothingIsOwedOrTheTermsEnd() {
        WalletFixture wallet = WalletFixture.opened(onTerms());
        accepted(wallet.lead("l1", "20"));
        assertThat(wallet.wallet().nextDueMillis())
                .isEqualTo(Instant.parse("2026-04-01T00:00:00Z").toEpochMilli());
        wallet.topUp("20");
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);

        accepted(wallet.lead("l2", "20"));
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings())));
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldForgetThePeriodWhenTheWalletEnds() {
        WalletFixture wallet = WalletFixture.opened(onTerms());
        accepted(wallet.lead("l1", "20"));

        accepted(wallet.command(Bodies.terminate()));

        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }
}
