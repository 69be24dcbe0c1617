package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of the provider: repeated, out of order, late, interim, missing. */
final class PaymentAnswersTest {
    private final WalletFixture wallet = WalletFixture.funded("10");

    @BeforeEach
    void askForMoney() {
        accepted(wallet.command(Bodies.topUp("50", Collect.CARD)));
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void shouldTakeEachAnswerOnce(PaymentStatus status) {
        accepted(wallet.answer("TOP_UP/1", status));
        Wallet after = wallet.wallet();

        Decision again = wallet.answer("TOP_UP/1", status);

        assertThat(again.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(again.duplicate()).isTrue();
        assertThat(wallet.wallet()).isEqualTo(after);
    }

    static Stream<List<PaymentStatus>> orders() {
        List<PaymentStatus> all = List.of(
                PaymentStatus.PROCESSING, PaymentStatus.ACTION_REQUIRED, PaymentStatus.SUCCEEDED, PaymentStatus.FAILED);
        return Stream.of(
                all,
                all.reversed(),
                List.of(
                        PaymentStatus.SUCCEEDED,
                        PaymentStatus.SUCCEEDED,
                        PaymentStatus.FAILED,
                        PaymentStatus.PROCESSING),
                List.of(PaymentStatus.FAILED, PaymentStatus.FAILED, PaymentStatus.SUCCEEDED, PaymentStatus.SUCCEEDED));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldCreditOnceInWhateverOrderAnswersCome(List<PaymentStatus> order) {
        order.forEach(status -> wallet.answer("TOP_UP/1", status));

        assertThat(wallet.available()).isEqualTo("60");
        assertThat(wallet.pending()).isEqualTo("0");
        assertThat(wallet.wallet().payments().underWay()).isEmpty();
    }

    static Stream<Arguments> moneyOutOfOrder() {
        return Stream.of(
                Arguments.of(List.of(PaymentStatus.REFUNDED, PaymentStatus.SUCCEEDED), "10"),
                Arguments.of(List.of(PaymentStatus.DISPUTED, PaymentStatus.SUCCEEDED), "10"),
                Arguments.of(List.of(PaymentStatus.SUCCEEDED, PaymentStatus.DISPUTED, PaymentStatus.DISPUTE_WON), "60"),
                Arguments.of(List.of(PaymentStatus.DISPUTE_WON, PaymentStatus.DISPUTED, PaymentStatus.SUCCEEDED), "60"),
                Arguments.of(List.of(PaymentStatus.DISPUTE_WON, PaymentStatus.SUCCEEDED, PaymentStatus.DISPUTED), "60"),
                Arguments.of(List.of(PaymentStatus.DISPUTED, PaymentStatus.DISPUTE_WON, PaymentStatus.DISPUTED), "60"));
    }

    @ParameterizedTest
    @MethodSource("moneyOutOfOrder")
    void shouldTellFromWhatCameLaterThatTheMoneyHadCome(List<PaymentStatus> order, String available) {
        order.forEach(status -> wallet.answer("TOP_UP/1", status));

        assertThat(wallet.available()).isEqualTo(available);
    }

    @Test
    void shouldCreditMoneyThatComesLongAfterItWasGivenUp() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.HARD);
        wallet.declined("TOP_UP/1", 2, DeclineKind.HARD);
        wallet.after(Duration.ofDays(300));

        Decision late = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(late)).containsExactly("TOP_UP 50 (50) T2 cash>deferred_revenue");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
        assertThat(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED).duplicate())
                .isTrue();
    }

    @Test
    void shouldTakeAnAttemptThatFailedForStaleWhenItIsHeardOfAgain() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        Wallet onBackup = wallet.wallet();

        for (PaymentStatus status :
                List.of(PaymentStatus.PROCESSING, PaymentStatus.ACTION_REQUIRED, PaymentStatus.FAILED)) {
            assertThat(wallet.answer("TOP_UP/1", status).duplicate()).isTrue();
        }
        assertThat(wallet.wallet()).isEqualTo(onBackup);
        wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT);
        Wallet waiting = wallet.wallet();
        assertThat(wallet.answer("TOP_UP/1", 2, PaymentStatus.PROCESSING, null).duplicate())
                .isTrue();
        assertThat(wallet.wallet()).isEqualTo(waiting);
    }

    @Test
    void shouldSendTheRequestAgainWhenNothingIsHeardAndTellPeopleAfterTheThirdTime() {
        List<List<String>> heard = Stream.of(1, 2, 3, 4)
                .map(_ -> wallet.after(Duration.ofMinutes(10)).tick())
                .map(decisions -> Signals.all(decisions.getFirst()))
                .toList();

        String again = "TOP_UP/1 attempt 1 of 50 DIRECT DEFAULT";
        assertThat(heard)
                .containsExactly(List.of(again), List.of(again), List.of(again, "PAYMENT_STUCK at 10"), List.of(again));
        assertThat(wallet.after(Duration.ofMinutes(10).minusMillis(1)).tick()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESSING", "ACTION_REQUIRED"})
    void shouldStopTheClockWhenTheProviderIsAtWork(PaymentStatus status) {
        Decision interim = accepted(wallet.answer("TOP_UP/1", status));

        assertThat(interim.postings()).isEmpty();
        assertThat(Signals.alerts(interim))
                .isEqualTo(status == PaymentStatus.PROCESSING ? List.of() : List.of("PAYMENT_ACTION at 10"));
        assertThat(wallet.after(Duration.ofDays(30)).tick()).isEmpty();
        assertThat(wallet.pending()).isEqualTo("50");
    }

    @Test
    void shouldAskForTheCustomerThoughTheProviderWasAtWorkBefore() {
        accepted(wallet.answer("TOP_UP/1", PaymentStatus.PROCESSING));

        Decision asked = accepted(wallet.answer("TOP_UP/1", PaymentStatus.ACTION_REQUIRED));

        assertThat(Signals.alerts(asked)).containsExactly("PAYMENT_ACTION at 10");
        assertThat(wallet.answer("TOP_UP/1", PaymentStatus.PROCESSING).duplicate())
                .isTrue();
    }

    @Test
    void shouldNameTheLinkThatTheCustomerNeeds() {
        Decision asked = accepted(wallet.command(new Input.RecordPayment(
                "w1/TOP_UP/1",
                1,
                PaymentStatus.ACTION_REQUIRED,
                null,
                null,
                null,
                null,
                "https://pay.example/1",
                null,
                0)));

        Signal.Alert alert = (Signal.Alert) asked.signals().getFirst();
        assertThat(alert.message()).contains("w1/TOP_UP/1", "50.00 USD", "https://pay.example/1");
        assertThat(alert.reason()).isEqualTo("w1/TOP_UP/1");
    }

    @Test
    void shouldTryTheBackupAtOnceAndTheLadderThenUntilItHasFailedForGood() {
        List<String> asked = new java.util.ArrayList<>();
        for (int attempt = 1; attempt <= 9; attempt++) {
            Decision declined = wallet.declined("TOP_UP/1", attempt, DeclineKind.SOFT);
            asked.addAll(Signals.requests(declined));
            long due = wallet.wallet().nextDueMillis();
            if (Signals.requests(declined).isEmpty()) {
                asked.add(Duration.ofMillis(due - wallet.now()).toString());
                asked.addAll(Signals.requests(wallet.setNow(due).tick().getFirst()));
            }
        }

        Decision last = wallet.declined("TOP_UP/1", 10, DeclineKind.SOFT);
        assertThat(asked)
                .containsExactly(
                        "TOP_UP/1 attempt 2 of 50 DIRECT BACKUP",
                        "PT1H",
                        "TOP_UP/1 attempt 3 of 50 DIRECT DEFAULT",
                        "TOP_UP/1 attempt 4 of 50 DIRECT BACKUP",
                        "PT6H",
                        "TOP_UP/1 attempt 5 of 50 DIRECT DEFAULT",
                        "TOP_UP/1 attempt 6 of 50 DIRECT BACKUP",
                        "PT24H",
                        "TOP_UP/1 attempt 7 of 50 DIRECT DEFAULT",
                        "TOP_UP/1 attempt 8 of 50 DIRECT BACKUP",
                        "PT72H",
                        "TOP_UP/1 attempt 9 of 50 DIRECT DEFAULT",
                        "TOP_UP/1 attempt 10 of 50 DIRECT BACKUP");
        assertThat(Ledger.lines(last)).containsExactly("FAILED TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(Signals.alerts(last)).containsExactly("PAYMENT_FAILED at 10");
        assertThat(wallet.pending()).isEqualTo("0");
        assertThat(wallet.gate()).isEqualTo("PAUSED PAYMENT_FAILED");
    }

    static Stream<Arguments> declines() {
        DeclineKind hard = DeclineKind.HARD;
        DeclineKind soft = DeclineKind.SOFT;
        return Stream.of(
                Arguments.of(List.of(hard), "REQUESTED 2 backup"),
                Arguments.of(List.of(hard, hard), "over"),
                Arguments.of(List.of(hard, soft), "over"),
                Arguments.of(List.of(soft), "REQUESTED 2 backup"),
                Arguments.of(List.of(soft, soft), "WAITING 2 backup"),
                Arguments.of(List.of(soft, hard), "WAITING 2 backup"),
                Arguments.of(List.of(soft, hard, soft), "WAITING 3 default"),
                Arguments.of(List.of(soft, hard, hard), "over"),
                Arguments.of(List.of(soft, soft, hard), "REQUESTED 4 backup"),
                Arguments.of(List.of(soft, soft, hard, soft), "over"));
    }

    @ParameterizedTest
    @MethodSource("declines")
    void shouldGoOnOnlyWithMethodsThatMayWork(List<DeclineKind> kinds, String expected) {
        for (int attempt = 1; attempt <= kinds.size(); attempt++) {
            wallet.tick();
            wallet.declined("TOP_UP/1", attempt, kinds.get(attempt - 1));
            Payment payment = payment();
            if (payment != null && payment.progress().status() == Payment.Status.WAITING && attempt < kinds.size()) {
                wallet.setNow(payment.progress().dueMillis());
            }
        }

        Payment payment = payment();
        assertThat(payment == null ? "over" : line(payment)).isEqualTo(expected);
    }

    private @org.jspecify.annotations.Nullable Payment payment() {
        List<Payment> underWay = wallet.wallet().payments().underWay();
        return underWay.isEmpty() ? null : underWay.getFirst();
    }

    private static String line(Payment payment) {
        Payment.Progress progress = payment.progress();
        return progress.status() + " " + progress.attempt() + (progress.onBackup() ? " backup" : " default");
    }

    @Test
    void shouldTakeADeclineOfNoKindForOneWorthARetry() {
        accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.FAILED, null));
        accepted(wallet.answer("TOP_UP/1", 2, PaymentStatus.FAILED, null));

        assertThat(line(wallet.wallet().payments().underWay().getFirst())).isEqualTo("WAITING 2 backup");
    }

    @Test
    void shouldPauseAtTheFirstFailureAndOpenWithTheNextSuccess() {
        Decision first = wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        assertThat(Signals.all(first)).hasSize(1);
        Decision paused = wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT);
        assertThat(Signals.all(paused)).containsExactly("PAYMENT_FAILED at 10", "GATE PAUSED PAYMENT_FAILED");

        wallet.after(Duration.ofHours(1));
        Decision paid = accepted(wallet.answer("TOP_UP/1", 3, PaymentStatus.SUCCEEDED, null));

        assertThat(Signals.all(paid)).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldPauseOnlyAtTheLastFailureWhereThatIsConfigured() {
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings().pauseAtLastFailure())));

        wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        assertThat(Signals.all(wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT)))
                .isEmpty();
        wallet.after(Duration.ofHours(1));
        wallet.declined("TOP_UP/1", 3, DeclineKind.HARD);
        Decision last = wallet.declined("TOP_UP/1", 4, DeclineKind.HARD);

        assertThat(Signals.all(last)).containsExactly("PAYMENT_FAILED at 10", "GATE PAUSED PAYMENT_FAILED");
    }

    @Test
    void shouldNotPauseWhereDeliveriesAreToGoOn() {
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings().onFailure(OnPaymentFailure.CONTINUE))));

        wallet.declined("TOP_UP/1", 1, DeclineKind.HARD);
        wallet.declined("TOP_UP/1", 2, DeclineKind.HARD);

        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldStartAfreshWithNewMethods() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        wallet.declined("TOP_UP/1", 2, DeclineKind.HARD);

        Decision changed = accepted(wallet.send(new Input.MethodsChanged(WalletFixture.ID, wallet.now())));

        assertThat(Signals.all(changed)).containsExactly("TOP_UP/1 attempt 3 of 50 DIRECT DEFAULT", "GATE OPEN FUNDED");
        assertThat(Signals.requests(wallet.declined("TOP_UP/1", 3, DeclineKind.HARD)))
                .containsExactly("TOP_UP/1 attempt 4 of 50 DIRECT BACKUP");
    }

    @Test
    void shouldForgetWhatItKnewOfMethodsWhenTheyChangeDuringAnAttempt() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.HARD);
        accepted(wallet.send(new Input.MethodsChanged(WalletFixture.ID, wallet.now())));

        wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT);

        assertThat(line(wallet.wallet().payments().underWay().getFirst())).isEqualTo("WAITING 2 backup");
    }

    @Test
    void shouldLeaveAnAttemptAloneThatIsBeingMadeWhenMethodsChange() {
        Decision changed = accepted(wallet.send(new Input.MethodsChanged(WalletFixture.ID, wallet.now())));

        assertThat(changed.signals()).isEmpty();
        assertThat(accepted(WalletFixture.funded("1").send(new Input.MethodsChanged("w1", wallet.now())))
                        .signals())
                .isEmpty();
    }

    @Test
    void shouldOpenTheGateWithMoneyThatWasReceivedElsewhere() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.HARD);
        wallet.declined("TOP_UP/1", 2, DeclineKind.HARD);

        wallet.topUp("5");

        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldMakeNoNewAttemptWhileFrozenButOnceUnfrozen() {
        wallet.declined("TOP_UP/1", 1, DeclineKind.SOFT);
        wallet.declined("TOP_UP/1", 2, DeclineKind.SOFT);
        accepted(wallet.command(Bodies.freeze()));
        assertThat(wallet.after(Duration.ofDays(2)).tick()).isEmpty();
        assertThat(accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())))
                        .signals())
                .isEmpty();

        Decision unfrozen = accepted(wallet.command(Bodies.unfreeze()));

        assertThat(Signals.requests(unfrozen)).containsExactly("TOP_UP/1 attempt 3 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldEndAnInvoiceThatIsVoidedWithoutARetry() {
        accepted(wallet.command(Bodies.topUp("30", Collect.INVOICE)));

        Decision voided = wallet.declined("TOP_UP/2", 1, DeclineKind.SOFT);

        assertThat(Ledger.lines(voided)).containsExactly("VOIDED TOP_UP 30 (0) - cash>deferred_revenue");
        assertThat(voided.signals()).isEmpty();
        assertThat(wallet.pending()).isEqualTo("50");
    }

    @Test
    void shouldSayWhereAnInvoiceThatNobodyCanBeSentHasFailed() {
        accepted(wallet.command(Bodies.topUp("30", Collect.INVOICE)));

        Decision failed = accepted(wallet.command(Bodies.declined("TOP_UP/2", 1, DeclineKind.HARD, "no_email")));

        assertThat(Ledger.lines(failed)).containsExactly("VOIDED TOP_UP 30 (0) - cash>deferred_revenue");
        assertThat(((Signal.Alert) failed.signals().getFirst()).message())
                .contains("w1/TOP_UP/2", "(no_email)", "add it there")
                .doesNotContain("payment method");
        assertThat(failed.signals()).hasSize(1);
    }

    @Test
    void shouldSayThatAChargeHasFailed() {
        accepted(wallet.command(Bodies.charge("30")));
        wallet.declined("CARD_CHARGE/1", 1, DeclineKind.HARD);

        Decision failed = wallet.declined("CARD_CHARGE/1", 2, DeclineKind.HARD);

        assertThat(Ledger.lines(failed)).containsExactly("FAILED CARD_CHARGE 30 (0) - cash>revenue");
        assertThat(((Signal.Alert) failed.signals().getFirst()).message())
                .contains("w1/CARD_CHARGE/1", "30.00 USD", "card_declined", "not tried again");
    }
}
