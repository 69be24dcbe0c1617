package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.RechargeRule.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wallets that recharge themselves: when, by how much, and why not. */
final class RechargeTest {

    /** A rule in the making: below 20, 50 by card. */
    private record Draft(
            String threshold,
            Mode mode,
            String amount,
            boolean wholeGap,
            long cooldownSeconds,
            @Nullable Integer perDay,
            @Nullable String perMonth,
            Collect collect,
            boolean autoComplete) {
        static final Draft FIXED = new Draft("20", Mode.FIXED, "50", false, 0, null, null, Collect.DIRECT, false);

        Draft target(String target) {
            return new Draft(threshold, Mode.TARGET, target, false, 0, null, null, collect, autoComplete);
        }

        Draft wholeGap(String multipleOf) {
            return new Draft(threshold, mode, multipleOf, true, 0, null, null, collect, autoComplete);
        }

        Draft cooldown(Duration pause) {
            return new Draft(
                    threshold, mode, amount, wholeGap, pause.toSeconds(), perDay, perMonth, collect, autoComplete);
        }

        Draft perDay(int most) {
            return new Draft(threshold, mode, amount, wholeGap, cooldownSeconds, most, perMonth, collect, autoComplete);
        }

        Draft perMonth(String most) {
            return new Draft(threshold, mode, amount, wholeGap, cooldownSeconds, perDay, most, collect, autoComplete);
        }

        Draft byInvoice() {
            return new Draft(
                    threshold,
                    mode,
                    amount,
                    wholeGap,
                    cooldownSeconds,
                    perDay,
                    perMonth,
                    Collect.INVOICE,
                    autoComplete);
        }

        Draft inAdvance() {
            return new Draft(threshold, mode, amount, wholeGap, cooldownSeconds, perDay, perMonth, collect, true);
        }

        SettingsDraft settings() {
            return SettingsDraft.settings().recharge(rule(true));
        }

        RechargeRule rule(boolean enabled) {
            long micros = Money.micros(amount);
            return new RechargeRule(
                    enabled,
                    Money.micros(threshold),
                    mode,
                    mode == Mode.FIXED ? micros : null,
                    mode == Mode.TARGET ? micros : null,
                    wholeGap,
                    cooldownSeconds,
                    perDay,
                    perMonth == null ? null : Money.micros(perMonth),
                    collect,
                    autoComplete);
        }
    }

    private static WalletFixture funded(Draft rule) {
        return WalletFixture.openedWith("100", rule.settings());
    }

    @ParameterizedTest
    @CsvSource({"80, 0", "80.000001, 1", "100, 1", "130, 1"})
    void shouldBeDueBelowTheThreshold(String spent, int requests) {
        WalletFixture wallet = funded(Draft.FIXED);

        assertThat(Signals.requests(accepted(wallet.usage("sms", spent)))).hasSize(requests);
    }

    @Test
    void shouldAskInTheSameDecisionAndSayWhy() {
        WalletFixture wallet = funded(Draft.FIXED);

        Decision decision = accepted(wallet.usage("sms", "81"));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "USAGE 81 (-81) T1 deferred_revenue>revenue recognized 81",
                        "PENDING TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(decision.postings().getLast().attribution().category()).isNull();
        assertThat(decision.postings().getLast().attribution().paymentId()).isEqualTo("w1/AUTO_RECHARGE/1");
        assertThat(Signals.requests(decision)).containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 DIRECT DEFAULT");
        Payment payment = wallet.wallet().payments().underWay().getFirst();
        assertThat(payment.terms().trigger()).isEqualTo(new Payment.Trigger(Money.micros("19"), Money.micros("20")));
        assertThat(payment.terms().source())
                .isEqualTo(decision.postings().getFirst().transactionId());
        assertThat(wallet.pending()).isEqualTo("50");
    }

    @Test
    void shouldAskOnceForOneCrossingAndAgainForTheNext() {
        WalletFixture wallet = funded(Draft.FIXED);
        accepted(wallet.usage("sms", "81"));
        assertThat(Signals.requests(accepted(wallet.usage("sms", "5")))).isEmpty();
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(wallet.available()).isEqualTo("64");

        assertThat(Signals.requests(accepted(wallet.usage("sms", "45"))))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @ParameterizedTest
    @CsvSource({
        // What is available after the debit, and what is asked for.
        "FIXED, 50, 19, 50",
        "FIXED, 50, -90, 50",
        "WHOLE_GAP, 50, 19, 50",
        "WHOLE_GAP, 50, -30, 50",
        "WHOLE_GAP, 50, -30.000001, 100",
        "WHOLE_GAP, 50, -80, 100",
        "WHOLE_GAP, 0.5, 19, 1",
        "TARGET, 100, 19, 81",
        "TARGET, 100, 19.995, 80.01",
        "TARGET, 100, -50, 150"
    })
    void shouldAskForTheAmountOrAsOftenAsTheGapNeedsOrUpToTheTarget(
            String kind, String amount, String available, String asked) {
        Draft rule = switch (kind) {
            case "TARGET" -> Draft.FIXED.target(amount);
            case "WHOLE_GAP" -> Draft.FIXED.wholeGap(amount);
            default -> Draft.FIXED;
        };
        WalletFixture wallet = funded(rule);

        Decision decision = accepted(wallet.usage("sms", Money.plain(Money.micros("100") - Money.micros(available))));

        assertThat(Signals.requests(decision))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of " + asked + " DIRECT DEFAULT");
    }

    @Test
    void shouldWaitUntilWhatIsMissingCanBeCharged() {
        WalletFixture wallet = funded(Draft.FIXED.target("20.4"));

        assertThat(accepted(wallet.usage("sms", "80.05")).signals()).isEmpty();
        assertThat(Signals.requests(accepted(wallet.usage("sms", "0.050001"))))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of 0.51 DIRECT DEFAULT");
    }

    @Test
    void shouldCountWhatIsPendingFromElsewhere() {
        WalletFixture wallet = funded(Draft.FIXED);
        accepted(wallet.command(Bodies.topUp("30", Collect.CARD)));

        assertThat(accepted(wallet.usage("sms", "100")).signals())
                .noneMatch(signal -> signal instanceof Signal.PaymentRequested);
        assertThat(Signals.requests(accepted(wallet.usage("sms", "10.000001")))).hasSize(1);
    }

    @Test
    void shouldAskByInvoiceWhereTheRuleSaysSo() {
        WalletFixture wallet = funded(Draft.FIXED.byInvoice());

        assertThat(Signals.requests(accepted(wallet.usage("sms", "90"))))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 INVOICE DEFAULT");
    }

    @Test
    void shouldLookAtAWalletThatIsOpenedOrConfigured() {
        WalletFixture wallet = WalletFixture.none();
        Decision opened = accepted(wallet.openWith("10", Draft.FIXED.settings()));
        assertThat(Signals.requests(opened)).hasSize(1);

        WalletFixture other = WalletFixture.funded("10");
        assertThat(Signals.requests(accepted(other.command(Bodies.configure(Draft.FIXED.settings())))))
                .hasSize(1);
        WalletFixture off = WalletFixture.funded("10");
        assertThat(accepted(off.command(
                                Bodies.configure(SettingsDraft.settings().recharge(Draft.FIXED.rule(false)))))
                        .signals())
                .isEmpty();
    }

    @Test
    void shouldSayOnceThatOneIsUnderWay() {
        WalletFixture wallet = funded(Draft.FIXED);
        accepted(wallet.usage("sms", "90"));

        Decision due = accepted(wallet.usage("sms", "60"));
        assertThat(Signals.alerts(due)).contains("RECHARGE_SUPPRESSED at -50");
        assertThat(suppressed(due)).isEqualTo("IN_FLIGHT");
        assertThat(Signals.alerts(accepted(wallet.usage("sms", "1")))).isEmpty();
        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(Signals.requests(paid)).containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldCoolDownAndWakeUpByItself() {
        WalletFixture wallet = funded(Draft.FIXED.cooldown(Duration.ofHours(1)));
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        wallet.after(Duration.ofMinutes(20));
        Decision due = accepted(wallet.usage("sms", "50"));
        assertThat(suppressed(due)).isEqualTo("COOLDOWN");

        assertThat(wallet.after(Duration.ofMinutes(40).minusMillis(1)).tick()).isEmpty();
        List<Decision> woken = wallet.after(Duration.ofMillis(1)).tick();

        assertThat(Signals.requests(woken.getFirst()))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldSleepOnWhenNothingIsDueAnyMore() {
        WalletFixture wallet = funded(Draft.FIXED.cooldown(Duration.ofHours(1)));
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        accepted(wallet.usage("sms", "50"));
        wallet.topUp("100");

        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
        assertThat(suppressed(accepted(wallet.usage("sms", "100")))).isEqualTo("COOLDOWN");
    }

    @Test
    void shouldCountDaysInTheOwnersZone() {
        WalletFixture wallet = WalletFixture.none()
                .at("2026-03-02T12:00:00Z")
                .open(Draft.FIXED.perDay(2).settings(), ZoneId.of("America/New_York"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        accepted(wallet.usage("sms", "50"));
        accepted(wallet.answer("AUTO_RECHARGE/2", PaymentStatus.SUCCEEDED));
        assertThat(suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("DAILY_CAP");

        assertThat(wallet.at("2026-03-03T04:59:59.999Z").tick()).isEmpty();
        List<Decision> woken = wallet.at("2026-03-03T05:00:00Z").tick();

        assertThat(Signals.requests(woken.getFirst()))
                .containsExactly("AUTO_RECHARGE/3 attempt 1 of 50 DIRECT DEFAULT");
        assertThat(java.util.Objects.requireNonNull(wallet.wallet().payments().recharging())
                        .today())
                .isEqualTo(1);
    }

    @Test
    void shouldNeverRechargeWhereNoneMayBeADay() {
        WalletFixture wallet = funded(Draft.FIXED.perDay(0));

        assertThat(suppressed(accepted(wallet.usage("sms", "90")))).isEqualTo("DAILY_CAP");
        wallet.after(Duration.ofDays(3));
        assertThat(wallet.tick())
                .hasSize(3)
                .allSatisfy(woken -> assertThat(woken.signals()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"100, 2", "99.99, 1", "149.99, 2", "150, 3", "49.99, 0"})
    void shouldKeepWithinWhatAMonthMayCost(String cap, int recharges) {
        WalletFixture wallet = funded(Draft.FIXED.perMonth(cap));
        accepted(wallet.usage("sms", "90"));
        for (int n = 1; n <= recharges; n++) {
            accepted(wallet.answer("AUTO_RECHARGE/" + n, PaymentStatus.SUCCEEDED));
            accepted(wallet.usage("sms", "50"));
        }

        assertThat(wallet.wallet().payments().count(Purpose.AUTO_RECHARGE)).isEqualTo(recharges);
        assertThat(wallet.wallet().nextDueMillis())
                .isEqualTo(Instant.parse("2026-04-01T00:00:00Z").toEpochMilli());
        List<Decision> woken = wallet.at("2026-04-01T00:00:00Z").tick();
        boolean fits = Money.micros(cap) >= Money.micros("50");
        assertThat(Signals.requests(woken.getFirst())).hasSize(fits ? 1 : 0);
    }

    @Test
    void shouldTellEachReasonOnceUntilTheRuleIsContent() {
        WalletFixture wallet = funded(Draft.FIXED.cooldown(Duration.ofHours(1)));
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("COOLDOWN");
        assertThat(suppressed(accepted(wallet.command(Bodies.freeze())))).isEqualTo("FROZEN");
        assertThat(suppressed(accepted(wallet.command(Bodies.unfreeze())))).isNull();
        assertThat(suppressed(accepted(wallet.command(Bodies.freeze())))).isNull();
        wallet.topUp("50");
        assertThat(suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("FROZEN");
    }

    @Test
    void shouldRechargeWhenUnfrozen() {
        WalletFixture wallet = funded(Draft.FIXED);
        accepted(wallet.command(Bodies.freeze()));
        Decision due = accepted(wallet.usage("sms", "90"));
        assertThat(suppressed(due)).isEqualTo("FROZEN");
        assertThat(Signals.requests(due)).isEmpty();

        assertThat(Signals.requests(accepted(wallet.command(Bodies.unfreeze()))))
                .hasSize(1);
    }

    private WalletFixture failedForGood() {
        WalletFixture wallet = funded(Draft.FIXED);
        accepted(wallet.usage("sms", "90"));
        wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.HARD);
        Decision last = wallet.declined("AUTO_RECHARGE/1", 2, DeclineKind.HARD);
        assertThat(Signals.all(last))
                .containsExactly("PAYMENT_FAILED at 10", "RECHARGE_SUPPRESSED at 10", "GATE PAUSED PAYMENT_FAILED");
        assertThat(suppressed(last)).isEqualTo("SWITCHED_OFF");
        assertThat(wallet.pending()).isEqualTo("0");
        return wallet;
    }

    @Test
    void shouldStayOffAfterAFailureUntilAMethodChanges() {
        WalletFixture wallet = failedForGood();
        assertThat(accepted(wallet.usage("sms", "1")).signals()).isEmpty();

        Decision changed = accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())));

        assertThat(Signals.all(changed))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT", "GATE OPEN FUNDED");
    }

    @Test
    void shouldStayOffAfterAFailureUntilAPersonTurnsItOn() {
        WalletFixture wallet = failedForGood();
        assertThat(accepted(wallet.command(new Input.ConfigureWallet(null, null, "renamed")))
                        .signals())
                .isEmpty();
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings().recharge(Draft.FIXED.rule(false)))));
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings())));

        Decision on = accepted(wallet.command(Bodies.configure(Draft.FIXED.settings())));

        assertThat(Signals.requests(on)).containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldStayOffThoughAnotherPaymentSucceeds() {
        WalletFixture wallet = failedForGood();
        accepted(wallet.command(Bodies.topUp("5", Collect.CARD)));

        Decision paid = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Signals.all(paid)).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldGiveCreditAheadOfTheMoneyWhereTheRuleSaysSo() {
        WalletFixture wallet = WalletFixture.openedWith(
                "100", Draft.FIXED.inAdvance().settings().below("19", null, null));

        Decision decision = accepted(wallet.usage("sms", "105"));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "USAGE 100 (-100) T1 deferred_revenue>revenue recognized 100",
                        "SHORTFALL 5 (-5) - receivable>revenue recognized 5",
                        "TOP_UP 50 (50) T2 payment_clearing>deferred_revenue",
                        "SHORTFALL_SETTLED 5 (0) T2 deferred_revenue>receivable");
        assertThat(Signals.all(decision)).containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 DIRECT DEFAULT");
        assertThat(wallet.available()).isEqualTo("45");
        assertThat(wallet.pending()).isEqualTo("0");

        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(Ledger.lines(paid)).containsExactly("PAYMENT_CLEARED 50 (0) - cash>payment_clearing");
        assertThat(wallet.available()).isEqualTo("45");
        accepted(wallet.command(Bodies.refund("45")));
    }

    @Test
    void shouldSayOfEachEntryWhatItIsAbout() {
        WalletFixture wallet = funded(Draft.FIXED.inAdvance());

        List<Posting> postings = accepted(wallet.usage("sms", "105")).postings();

        assertThat(postings)
                .extracting(posting -> posting.attribution().paymentId())
                .containsExactly(null, null, "w1/AUTO_RECHARGE/1", null);
        assertThat(postings)
                .extracting(posting -> posting.attribution().category())
                .containsExactly("sms", "sms", null, "sms");
    }

    @Test
    void shouldStopWhenItsInvoiceIsVoided() {
        WalletFixture wallet = funded(Draft.FIXED.byInvoice());
        accepted(wallet.usage("sms", "90"));

        Decision voided = wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.SOFT);

        assertThat(Ledger.lines(voided)).containsExactly("VOIDED TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(Signals.alerts(voided)).containsExactly("PAYMENT_FAILED at 10", "RECHARGE_SUPPRESSED at 10");
        assertThat(suppressed(voided)).isEqualTo("SWITCHED_OFF");
    }

    @Test
    void shouldTakeCreditBackThatWasGivenAheadOfMoneyThatDoesNotCome() {
        WalletFixture wallet = funded(Draft.FIXED.inAdvance());
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.usage("sms", "30"));
        wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.HARD);

        Decision failed = wallet.declined("AUTO_RECHARGE/1", 2, DeclineKind.HARD);

        assertThat(Ledger.lines(failed))
                .containsExactly(
                        "TOP_UP_REVERSED 30 (-30) T2 deferred_revenue>payment_clearing",
                        "TOP_UP_REVERSED 20 (-20) - receivable>payment_clearing");
        assertThat(wallet.available()).isEqualTo("-20");
        Decision late = accepted(wallet.answer("AUTO_RECHARGE/1", 2, PaymentStatus.SUCCEEDED, null));
        assertThat(Ledger.lines(late).getFirst()).isEqualTo("TOP_UP 50 (50) T3 cash>deferred_revenue");
    }

    @ParameterizedTest
    @CsvSource({
        "60, TOP_UP 10 (10) T3 cash>deferred_revenue, 70",
        "40, TOP_UP_REVERSED 10 (-10) T2 deferred_revenue>payment_clearing, 50"
    })
    void shouldSquareCreditGivenAheadWithWhatWasCollected(String collected, String line, String available) {
        WalletFixture wallet = funded(Draft.FIXED.inAdvance());
        accepted(wallet.usage("sms", "90"));

        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", 1, PaymentStatus.SUCCEEDED, collected));

        assertThat(Ledger.lines(paid)).hasSize(2).last().isEqualTo(line);
        assertThat(wallet.available()).isEqualTo(available);
    }

    @Test
    void shouldTakeCreditBackThatWasGivenAheadWhenTheWalletEnds() {
        WalletFixture wallet = funded(Draft.FIXED.inAdvance());
        accepted(wallet.usage("sms", "90"));

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(Ledger.lines(ended))
                .containsExactly(
                        "TOP_UP_REVERSED 50 (-50) T2 deferred_revenue>payment_clearing",
                        "TERMINATION 10 (-10) T1 deferred_revenue>breakage recognized 10");
        assertThat(ended.signals()).hasSize(1);
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldKeepOneUnderWayThoughCreditIsGivenAhead() {
        WalletFixture wallet = funded(Draft.FIXED.inAdvance());
        accepted(wallet.usage("sms", "90"));

        Decision due = accepted(wallet.usage("sms", "50"));

        assertThat(Signals.requests(due)).isEmpty();
        assertThat(suppressed(due)).isEqualTo("IN_FLIGHT");
    }

    @ParameterizedTest
    @CsvSource({"0.49, INVALID_SETTINGS", "0.5, ACCEPTED"})
    void shouldRefuseAnAmountThatCannotBeCharged(String amount, Outcome outcome) {
        WalletFixture wallet = WalletFixture.funded("100");
        Draft rule = new Draft("20", Mode.FIXED, amount, false, 0, null, null, Collect.DIRECT, false);

        Decision decision = wallet.command(Bodies.configure(rule.settings()));

        assertThat(decision.outcome()).isEqualTo(outcome);
        if (outcome != Outcome.ACCEPTED) {
            refused(decision, outcome);
            assertThat(decision.message()).contains("0.50 USD", "0.49 USD");
        }
    }

    @Test
    void shouldSurviveACooldownThatNeverEnds() {
        WalletFixture wallet = WalletFixture.openedWith(
                "100",
                new Draft("20", Mode.FIXED, "50", false, Long.MAX_VALUE, null, null, Collect.DIRECT, false).settings());
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));

        assertThat(suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("COOLDOWN");
    }

    /** The reason that a decision gives for not recharging, or null. */
    private static @Nullable String suppressed(Decision decision) {
        for (Signal signal : decision.signals()) {
            if (signal instanceof Signal.Alert alert && alert.kind() == Signal.Alert.Kind.RECHARGE_SUPPRESSED) {
                assertThat(alert.thresholdMicros()).isEqualTo(Money.micros("20"));
                assertThat(alert.message()).contains("is due for a recharge");
                return alert.reason();
            }
        }
        return null;
    }
}
