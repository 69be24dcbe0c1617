package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How credit comes in: openings, top-ups, grants, now or later. */
final class CreditsTest {
    private final WalletFixture wallet = WalletFixture.opened();

    @Test
    void shouldWriteNoEntryForAnOpeningWithoutCredit() {
        Decision opened = WalletFixture.none().command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC));

        assertThat(accepted(opened).postings()).isEmpty();
        Wallet fresh = wallet.wallet();
        assertThat(fresh.seq()).isZero();
        assertThat(fresh.configVersion()).isEqualTo(1);
        assertThat(fresh.status()).isEqualTo(WalletStatus.ACTIVE);
        assertThat(fresh.openedAtMillis()).isEqualTo(WalletFixture.START);
        assertThat(fresh.ownerId()).isEqualTo("o1");
        assertThat(fresh.name()).isEqualTo("Main");
        assertThat(fresh.currency()).isEqualTo("USD");
        assertThat(fresh.expiresAtMillis()).isEqualTo(Wallet.NEVER);
        assertThat(fresh.nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldOpenWithPurchasedAndFreeCreditInOneGo() {
        WalletFixture fresh = WalletFixture.none();

        Decision opened = accepted(fresh.command(
                "c1", Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC, null, Bodies.topUp("100", "10", null), "5")));

        assertThat(Ledger.lines(opened))
                .containsExactly(
                        "TOP_UP 100 (100) T1 cash>deferred_revenue",
                        "GRANT 10 (10) T2 promotional_expense>promotional_credit",
                        "GRANT 5 (5) T3 promotional_expense>promotional_credit");
        assertThat(fresh.available()).isEqualTo("115");
        assertThat(fresh.tranche("T3").source()).isEqualTo("c1");
        assertThat(fresh.tranche("T2").scope()).isEqualTo(Scope.USAGE_ONLY);
        assertThat(fresh.tranche("T3").scope()).isEqualTo(Scope.USAGE_ONLY);
        assertThat(fresh.tranche("T1").scope()).isEqualTo(Scope.ALL);
    }

    @Test
    void shouldRefuseAnOpeningAsAWhole() {
        WalletFixture fresh = WalletFixture.none();

        refused(
                fresh.command(Bodies.open(
                        WalletSettings.DEFAULT,
                        ZoneOffset.UTC,
                        null,
                        Bodies.topUp("0.49", WalletSettings.Collect.CARD),
                        "5")),
                Outcome.BELOW_MINIMUM);
        refused(
                fresh.command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC, "2026-01-01T00:00:00Z", null, null)),
                Outcome.EXPIRY_IN_PAST);
    }

    @ParameterizedTest
    @CsvSource({"XXXX, 1000000", "usd, 1000000", "'', 1000000", "USD, 0", "USD, -1"})
    void shouldRefuseAnOpeningInNoCurrencyOrWithoutCreditValue(String currency, long creditValue) {
        Decision decision = WalletFixture.none()
                .command(new Input.OpenWallet(
                        "o1", null, currency, creditValue, WalletSettings.DEFAULT, null, null, null, ZoneOffset.UTC));

        assertThat(decision.outcome().kind()).isEqualTo(Outcome.Kind.DEAD_LETTER);
    }

    @Test
    void shouldKeepTheReferenceOfMoneyReceivedElsewhere() {
        Decision added = wallet.topUp("10");

        assertThat(added.postings().getFirst().attribution().reference()).isEqualTo("wire 17");
        assertThat(added.postings().getFirst().direction()).isEqualTo(Posting.Direction.CREDIT);
    }

    @Test
    void shouldKeepTheTermsOfAGrant() {
        Scope sms = new Scope(Scope.Charges.FIXED, List.of("sms"));

        accepted(wallet.command("g1", Bodies.grant("10", Pool.PROMOTIONAL, 7, "2026-04-01T00:00:00Z", sms)));

        assertThat(wallet.tranche("T1"))
                .isEqualTo(new Tranche(
                        1,
                        Pool.PROMOTIONAL,
                        Money.micros("10"),
                        Money.micros("10"),
                        0,
                        7,
                        wallet.now(),
                        Instant.parse("2026-04-01T00:00:00Z").toEpochMilli(),
                        sms,
                        "g1",
                        false));
    }

    @Test
    void shouldAnnounceAGrantThatBecomesEffectiveLater() {
        String later = "2026-03-05T10:00:00Z";

        Decision granted = accepted(wallet.command(Bodies.grantFrom(later, null, "20", Pool.PROMOTIONAL)));

        assertThat(Ledger.lines(granted))
                .containsExactly("PENDING GRANT 20 (0) T1 promotional_expense>promotional_credit");
        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.wallet().pendingMicros()).isZero();
        assertThat(wallet.wallet().nextDueMillis())
                .isEqualTo(Instant.parse(later).toEpochMilli());

        List<Decision> due = wallet.at(later).tick();
        assertThat(due).hasSize(1);
        assertThat(Ledger.lines(due.getFirst()))
                .containsExactly("GRANT 20 (20) T1 promotional_expense>promotional_credit");
        assertThat(Signals.gates(due.getFirst())).containsExactly("GATE OPEN FUNDED");
        assertThat(wallet.available()).isEqualTo("20");
    }

    @Test
    void shouldSettleWhatIsOwedWhenALaterGrantBecomesEffective() {
        accepted(wallet.command(Bodies.grantFrom("2026-03-05T10:00:00Z", null, "20", Pool.PROMOTIONAL)));
        wallet.usage("sms", "5");
        assertThat(wallet.owed()).isEqualTo("5");

        assertThat(Ledger.lines(wallet.at("2026-03-05T10:00:00Z").tick().getFirst()))
                .containsExactly(
                        "GRANT 20 (20) T1 promotional_expense>promotional_credit",
                        "SHORTFALL_SETTLED 5 (0) T1 promotional_credit>receivable");
    }

    @Test
    void shouldGrantAtOnceWhatIsEffectiveSinceBefore() {
        assertThat(Ledger.lines(wallet.command(Bodies.grantFrom("2026-03-02T12:00:00Z", null, "20", Pool.PLAN))))
                .containsExactly("PLAN_GRANT 20 (20) T1 plan_expense>plan_credit");
        assertThat(Ledger.lines(wallet.command(Bodies.grantFrom("2026-01-01T00:00:00Z", null, "20", Pool.PLAN))))
                .containsExactly("PLAN_GRANT 20 (20) T2 plan_expense>plan_credit");
    }

    @Test
    void shouldBoundTheOpenTranches() {
        Policy two = new Policy(1000_000, 1000, 1000, 1000, 1000, 2, 1000, PaymentPolicy.DEFAULT, SafetyPolicy.DEFAULT);
        WalletFixture bounded = WalletFixture.none(two).open(settings(), ZoneOffset.UTC);
        bounded.topUp("1");

        refused(bounded.command(Bodies.topUp("1", "1", null)), Outcome.TOO_MANY_TRANCHES);
        bounded.topUp("1");
        refused(bounded.command(Bodies.topUp("1")), Outcome.TOO_MANY_TRANCHES);
        refused(bounded.command(Bodies.grant("1", Pool.PLAN)), Outcome.TOO_MANY_TRANCHES);
        refused(bounded.command(Bodies.adjust("1", Pool.PLAN)), Outcome.TOO_MANY_TRANCHES);
        bounded.usage("sms", "1");
        bounded.topUp("1");
        assertThat(bounded.tranches()).containsExactly("T2 1 of 1", "T3 1 of 1");
    }
}
