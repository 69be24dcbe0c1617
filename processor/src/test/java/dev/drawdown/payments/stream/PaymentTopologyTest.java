package dev.drawdown.payments.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentEvent.Answered;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.PaymentEvent.Reviewed;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.wire.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTopologyTest {
    private static final String TOP_UP = "w1/TOP_UP/1";
    private static final Succeeded PAID = new Succeeded("pi_1", "ch_1", 25_000_000, "https://receipt");
    private static final Declined SOFT = new Declined("pi_1", "ch_1", DeclineKind.SOFT, "insufficient_funds");

    private final PaymentRig rig = new PaymentRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void givenAMethod() {
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"));
    }

    private void givenAPayment(PaymentResult result) {
        givenAMethod();
        rig.request(PaymentRig.request(TOP_UP, 1));
        rig.event(TOP_UP, new Answered(1, result));
    }

    @Test
    void shouldCallOnceTheAttemptHasBeenReadBackAndTellTheWalletHowItWent() {
        givenAMethod();
        rig.request(PaymentRig.request(TOP_UP, 1));

        assertThat(rig.ordered).containsExactly("collect w1/TOP_UP/1/1");
        assertThat(rig.lastCall).isInstanceOfSatisfying(ChargeRequest.class, call -> {
            assertThat(call.customerId()).isEqualTo("cus_1");
            assertThat(call.methodId()).isEqualTo("pm_1");
            assertThat(call.amountMicros()).isEqualTo(25_000_000);
            assertThat(call.currency()).isEqualTo("USD");
            assertThat(call.description()).isEqualTo("Top-up, wallet w1");
            assertThat(call.collect()).isEqualTo(new Collect.Direct());
            assertThat(call.metadata())
                    .containsEntry("drawdown_wallet", "w1")
                    .containsEntry("drawdown_owner", "acme")
                    .containsEntry("drawdown_purpose", "TOP_UP")
                    .containsEntry("drawdown_caused_by", "command-1");
        });
        rig.event(TOP_UP, new Answered(1, PAID));
        assertThat(rig.commands()).singleElement().satisfies(command -> {
            assertThat(command.getWalletId()).isEqualTo("w1");
            assertThat(command.getIssuedBy()).isEqualTo("payments");
            assertThat(command.getBody())
                    .isEqualTo(RecordPayment.newBuilder()
                            .setRequestId(TOP_UP)
                            .setAttempt(1)
                            .setStatus("SUCCEEDED")
                            .setAmount(Money.decimal(25_000_000))
                            .setProviderId("pi_1")
                            .setReceiptUrl("https://receipt")
                            .setAt(PaymentRig.START)
                            .build());
        });
    }

    @Test
    void shouldTellInterimAnswersAndDeclines() {
        givenAPayment(new Processing("pi_1", null));
        rig.event(TOP_UP, new Answered(1, new ActionRequired("pi_1", "https://bank")));
        rig.event(TOP_UP, new Answered(1, new ActionRequired("pi_1", "")));
        rig.event(TOP_UP, new Answered(1, SOFT));

        List<RecordPayment> told = rig.told();
        assertThat(told)
                .extracting(RecordPayment::getStatus)
                .containsExactly("PROCESSING", "ACTION_REQUIRED", "ACTION_REQUIRED", "FAILED");
        assertThat(told).extracting(RecordPayment::getActionUrl).containsExactly(null, "https://bank", null, null);
        assertThat(told.getLast().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(told.getLast().getDeclineKind()).isEqualTo("SOFT");
    }

    @Test
    void shouldMakeTheNextAttemptOnTheBackup() {
        givenAPayment(SOFT);
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"), PaymentRig.method("pm_2", "acme", "BACKUP"));

        rig.request(PaymentRig.request(TOP_UP, 2).setMethod("BACKUP"));

        assertThat(rig.ordered).containsExactly("collect w1/TOP_UP/1/1", "collect w1/TOP_UP/1/2");
        assertThat(rig.lastCall).isInstanceOfSatisfying(ChargeRequest.class, call -> {
            assertThat(call.methodId()).isEqualTo("pm_2");
            assertThat(call.lastChargeId()).isEqualTo("ch_1");
        });
    }

    @Test
    void shouldSayAtOnceThatThereIsNoBackup() {
        givenAPayment(SOFT);
        assertThat(rig.told()).hasSize(1);

        rig.request(PaymentRig.request(TOP_UP, 2).setMethod("BACKUP"));

        assertThat(rig.told()).singleElement().satisfies(told -> {
            assertThat(told.getAttempt()).isEqualTo(2);
            assertThat(told.getStatus()).isEqualTo("FAILED");
            assertThat(told.getDeclineCode()).isEqualTo("no_backup_method");
            assertThat(told.getDeclineKind()).isEqualTo("HARD");
        });
        assertThat(rig.ordered).hasSize(1);
    }

    @Test
    void shouldWaitAMomentForAMethodThatHasJustBeenSaved() {
        rig.request(PaymentRig.request(TOP_UP, 1));
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.told()).isEmpty();

        givenAMethod();
        rig.pass(Duration.ofSeconds(5));

        assertThat(rig.ordered).containsExactly("collect w1/TOP_UP/1/1");
        rig.pass(Duration.ofSeconds(5));
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNoMethodAndTakeTheNextAttemptOnceThereIs() {
        rig.request(PaymentRig.request(TOP_UP, 1));
        rig.request(PaymentRig.request(TOP_UP, 1));
        rig.pass(Duration.ofSeconds(6));

        assertThat(rig.told())
                .singleElement()
                .satisfies(told -> assertThat(told.getDeclineCode()).isEqualTo("no_payment_method"));
        givenAMethod();
        rig.request(PaymentRig.request(TOP_UP, 2));
        assertThat(rig.ordered).containsExactly("collect w1/TOP_UP/1/2");
    }

    @ParameterizedTest
    @CsvSource({
        // payer, role, the method that is charged
        ",         DEFAULT, pm_2",
        "buyer-7,  DEFAULT, pm_3",
        "acme,     BACKUP,  pm_1",
    })
    void shouldChargeThePayersOwnMethodInItsRole(String payerId, String role, String methodId) {
        rig.owner(
                PaymentRig.method("pm_3", "buyer-7", "NONE"),
                PaymentRig.method("pm_1", "acme", "BACKUP"),
                PaymentRig.method("pm_2", "acme", "DEFAULT"));

        rig.request(PaymentRig.request(TOP_UP, 1).setPayerId(payerId).setMethod(role));

        assertThat(rig.lastCall)
                .isInstanceOfSatisfying(
                        ChargeRequest.class, call -> assertThat(call.methodId()).isEqualTo(methodId));
    }

    @Test
    void shouldSendAnInvoiceWithoutAMethodAndNeverOneThatIsDueAlready() {
        rig.owner();
        Instant due = PaymentRig.START.plus(Duration.ofDays(14));

        rig.request(PaymentRig.request("w1/NET_TERMS/1", 1).setMode("INVOICE").setDueAt(due));
        assertThat(collect()).isEqualTo(new Collect.Invoiced(due, "Acme Inc.", "pay@acme.example"));
        rig.request(PaymentRig.request("w1/NET_TERMS/2", 1).setMode("INVOICE"));
        assertThat(dueAt()).isEqualTo(PaymentRig.START.plus(Duration.ofDays(30)));
        rig.request(PaymentRig.request("w1/NET_TERMS/3", 1).setMode("INVOICE").setDueAt(PaymentRig.START));
        assertThat(dueAt()).isEqualTo(PaymentRig.START.plus(Duration.ofHours(1)));
        assertThat(rig.newcomers).isEmpty();
    }

    @Test
    void shouldMakeAnOwnerWithoutACardACustomerBeforeTheInvoice() {
        rig.owner(null, "pay@acme.example");
        rig.request(PaymentRig.request("w1/NET_TERMS/1", 1).setMode("INVOICE"));
        assertThat(rig.newcomers).containsExactly("acme");
        rig.pass(Duration.ofSeconds(3));
        assertThat(rig.newcomers).hasSizeGreaterThan(1).containsOnly("acme");
        assertThat(rig.ordered).isEmpty();

        rig.owner("cus_7", "pay@acme.example");
        int tries = rig.newcomers.size();
        rig.pass(Duration.ofSeconds(3));

        assertThat(rig.ordered).containsExactly("collect w1/NET_TERMS/1/1");
        assertThat(rig.lastCall).isInstanceOfSatisfying(ChargeRequest.class, call -> {
            assertThat(call.customerId()).isEqualTo("cus_7");
            assertThat(call.methodId()).isEmpty();
        });
        assertThat(rig.newcomers).hasSize(tries);
        assertThat(rig.told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cus_1,", ",", "cus_1, ' '"})
    void shouldSayThatAnInvoiceHasNowhereToGo(String customerId, String email) {
        rig.owner(customerId, email, PaymentRig.method("pm_1", "acme", "DEFAULT"));
        rig.request(PaymentRig.request("w1/NET_TERMS/1", 1).setMode("INVOICE"));
        rig.pass(Duration.ofSeconds(6));

        assertThat(rig.told()).singleElement().satisfies(told -> {
            assertThat(told.getStatus()).isEqualTo("FAILED");
            assertThat(told.getDeclineCode()).isEqualTo("no_email");
            assertThat(told.getDeclineKind()).isEqualTo("HARD");
        });
        assertThat(rig.newcomers).isEmpty();
        assertThat(rig.ordered).isEmpty();
    }

    @Test
    void shouldSayThatAnUnknownOwnerCannotBeInvoiced() {
        rig.request(PaymentRig.request("w1/NET_TERMS/1", 1).setMode("INVOICE"));
        rig.pass(Duration.ofSeconds(6));

        assertThat(rig.told()).extracting(RecordPayment::getDeclineCode).containsExactly("no_email");
    }

    private Instant dueAt() {
        return ((Collect.Invoiced) collect()).dueAt();
    }

    private Collect collect() {
        return ((ChargeRequest) Objects.requireNonNull(rig.lastCall)).collect();
    }

    @Test
    void shouldGiveBackWhatAPaymentOfTheWalletHasBrought() {
        givenAPayment(PAID);

        rig.request(PaymentRig.request("w1/REFUND/1", 1).setRefundOf(TOP_UP).setAmount(Money.decimal(5_000_000)));

        assertThat(rig.lastCall).isInstanceOfSatisfying(RefundRequest.class, call -> {
            assertThat(call.chargeId()).isEqualTo("ch_1");
            assertThat(call.amountMicros()).isEqualTo(5_000_000);
        });
        rig.told();
        rig.event("w1/REFUND/1", new Answered(1, new Succeeded("re_1", "ch_1", 5_000_000, null)));
        assertThat(rig.told()).singleElement().satisfies(told -> {
            assertThat(told.getRequestId()).isEqualTo("w1/REFUND/1");
            assertThat(told.getStatus()).isEqualTo("SUCCEEDED");
        });
    }

    @Test
    void shouldSayThatThereIsNothingToGiveBack() {
        rig.request(PaymentRig.request("w1/REFUND/1", 1).setRefundOf("w1/TOP_UP/9"));
        rig.pass(Duration.ofSeconds(6));

        assertThat(rig.told())
                .singleElement()
                .satisfies(told -> assertThat(told.getDeclineCode()).isEqualTo("no_charge_to_refund"));
    }

    @Test
    void shouldMakeTheSameCallAgainWhereItOrItsAnswerIsLost() {
        givenAMethod();
        rig.request(PaymentRig.request(TOP_UP, 1));
        var first = rig.lastCall;

        rig.pass(Duration.ofSeconds(16));

        assertThat(rig.ordered).containsExactly("collect w1/TOP_UP/1/1", "collect w1/TOP_UP/1/1");
        assertThat(rig.lastCall).isEqualTo(first);
    }

    @Test
    void shouldComeAgainWhereNothingIsKnown() {
        givenAPayment(new Unknown(null, "no_answer"));
        rig.pass(Duration.ofSeconds(6));
        rig.event(TOP_UP, new Answered(1, new Unavailable(Duration.ofMinutes(1), "rate_limit")));
        rig.pass(Duration.ofSeconds(59));
        assertThat(rig.ordered).hasSize(2);

        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.ordered).hasSize(3).containsOnly("collect w1/TOP_UP/1/1");
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldSayAgainWhatIsKnownWhereTheWalletAsksAgain() {
        givenAPayment(PAID);
        rig.pass(Duration.ofMillis(1));

        rig.request(PaymentRig.request(TOP_UP, 1));

        assertThat(rig.ordered).hasSize(1);
        assertThat(rig.commands()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellOfRefundsAndDisputesAfterAHint() {
        givenAPayment(PAID);
        rig.told();
        rig.event(TOP_UP, new Hinted());
        assertThat(rig.ordered).last().isEqualTo("review w1/TOP_UP/1 ch_1");

        rig.event(
                TOP_UP,
                new Reviewed(
                        new ChargeStanding("ch_1", TOP_UP, "USD", 25_000_000, 4_000_000, Dispute.OPEN, 21_000_000)));
        rig.event(
                TOP_UP,
                new Reviewed(
                        new ChargeStanding("ch_1", TOP_UP, "USD", 25_000_000, 4_000_000, Dispute.WON, 21_000_000)));

        List<RecordPayment> told = rig.told();
        assertThat(told).extracting(RecordPayment::getStatus).containsExactly("REFUNDED", "DISPUTED", "DISPUTE_WON");
        assertThat(told)
                .extracting(RecordPayment::getAmount)
                .containsExactly(Money.decimal(4_000_000), Money.decimal(21_000_000), null);
    }

    @Test
    void shouldPutAsideWhatCannotBeReadAndLetHintsAtNothingGo() {
        rig.raw(new byte[] {9, 9, 9});
        rig.raw(null);
        rig.note(new byte[] {1, 2, 3});
        rig.event("w1/TOP_UP/99", new Hinted());

        assertThat(rig.deadLetters()).hasSize(3);
        assertThat(rig.told()).isEmpty();
        givenAMethod();
        rig.request(PaymentRig.request(TOP_UP, 1));
        assertThat(rig.ordered).hasSize(1);
    }
}
