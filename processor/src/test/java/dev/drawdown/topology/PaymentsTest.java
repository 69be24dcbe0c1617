package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments through the public topics: asked for, answered, sent again, given back. */
class PaymentsTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void askForMoney() {
        rig.open("w1", null);
        rig.gates();
        rig.balances();
        rig.command(
                "w1",
                TopUp.newBuilder()
                        .setAmount(Rig.money("49.995"))
                        .setCollect("CARD")
                        .setPayerId("buyer-7")
                        .setReference("order 9")
                        .build());
    }

    private static RecordPayment.Builder answer(String requestId, String status) {
        return RecordPayment.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setStatus(status)
                .setProviderId("pi_1")
                .setAt(Rig.START);
    }

    @Test
    void shouldAskForATopUpOnThePaymentsTopic() {
        askForMoney();

        assertThat(rig.paymentRequests())
                .singleElement()
                .isEqualTo(PaymentRequest.newBuilder()
                        .setRequestId("w1/TOP_UP/1")
                        .setWalletId("w1")
                        .setOwnerId("owner-of-w1")
                        .setPayerId("buyer-7")
                        .setPurpose("TOP_UP")
                        .setMode("DIRECT")
                        .setAmount(Rig.money("50"))
                        .setCurrency("USD")
                        .setAttempt(1)
                        .setMethod("DEFAULT")
                        .setDescription("Top-up, wallet w1")
                        .setCausedBy("command-2")
                        .setRequestedAt(Rig.START)
                        .build());
        assertThat(rig.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.getStatus()).isEqualTo("PENDING");
            assertThat(entry.getPaymentId()).isEqualTo("w1/TOP_UP/1");
            assertThat(entry.getBalanceDelta()).isEqualByComparingTo("0");
        });
        assertThat(rig.balances()).extracting(WalletBalance::getPending).containsExactly(Rig.money("50"));
    }

    @Test
    void shouldCreditWhatTheProviderSaysHasMoved() {
        askForMoney();
        rig.ledger();
        rig.command(
                "w1",
                answer("w1/TOP_UP/1", "SUCCEEDED")
                        .setReceiptUrl("https://r.example/1")
                        .build());
        rig.command(
                "w1",
                answer("w1/TOP_UP/1", "SUCCEEDED")
                        .setReceiptUrl("https://r.example/1")
                        .build());

        assertThat(rig.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.getReason()).isEqualTo("TOP_UP");
            assertThat(entry.getStatus()).isEqualTo("COMPLETED");
            assertThat(entry.getReceiptUrl()).isEqualTo("https://r.example/1");
            assertThat(entry.getBalanceAfter()).isEqualByComparingTo("50");
        });
        assertThat(rig.outcomes().getLast()).satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo("ACCEPTED");
            assertThat(outcome.getDuplicate()).isTrue();
        });
    }

    @Test
    void shouldSendTheRequestAgainByATimerAndTellPeople() {
        askForMoney();
        List<PaymentRequest> first = rig.paymentRequests();
        for (int i = 0; i < 3; i++) {
            rig.pass(Duration.ofMinutes(10).plusSeconds(1));
            assertThat(rig.paymentRequests()).isEqualTo(first);
        }

        assertThat(rig.alerts()).extracting(BalanceAlert::getKind).containsExactly("PAYMENT_STUCK");
    }

    @Test
    void shouldPauseDeliveryWhenAPaymentHasFailedAndGoOnWithOtherMethods() {
        askForMoney();
        rig.command("w1", answer("w1/TOP_UP/1", "FAILED").setDeclineKind("HARD").build());
        rig.command(
                "w1",
                answer("w1/TOP_UP/1", "FAILED")
                        .setAttempt(2)
                        .setDeclineKind("HARD")
                        .build());
        assertThat(rig.gates()).extracting(DeliveryGate::getReason).containsExactly("PAYMENT_FAILED");

        rig.ownerCommand(
                "m1",
                "owner-of-w1",
                PaymentMethodsChanged.newBuilder()
                        .setCustomerId("cus_1")
                        .setMethods(List.of(PaymentMethod.newBuilder()
                                .setId("pm_1")
                                .setPayerId("owner-of-w1")
                                .setBrand("visa")
                                .setLast4("4242")
                                .setExpires("12/30")
                                .setRole("DEFAULT")
                                .build()))
                        .build());

        assertThat(rig.gates()).extracting(DeliveryGate::getReason).containsExactly("BALANCE_AT_FLOOR");
    }

    @Test
    void shouldTellOfACardThatFailsOnSeveralWalletsOfAnOwner() {
        rig.ownerCommand(
                "m1",
                "acme",
                PaymentMethodsChanged.newBuilder()
                        .setCustomerId("cus_1")
                        .setMethods(List.of(new PaymentMethod("pm_1", "acme", "visa", "4242", "12/30", "DEFAULT")))
                        .build());
        for (String walletId : List.of("w1", "w2", "w3", "w4")) {
            rig.command(walletId, Rig.opening("acme", null));
            rig.command(
                    walletId,
                    TopUp.newBuilder()
                            .setAmount(Rig.money("50"))
                            .setCollect("CARD")
                            .build());
            rig.command(
                    walletId,
                    answer(walletId + "/TOP_UP/1", "FAILED")
                            .setDeclineKind("SOFT")
                            .build());
        }

        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo("SAFETY");
            assertThat(alert.getReason()).isEqualTo("CARD_FAILING");
            assertThat(alert.getWalletId()).isEqualTo("w3");
            assertThat(alert.getMessage())
                    .contains("owner acme", "DEFAULT, visa ending in 4242", "3 attempts on 3 wallets since 2026-03-02");
        });
    }

    @Test
    void shouldGiveMoneyBackToTheCard() {
        askForMoney();
        rig.command("w1", answer("w1/TOP_UP/1", "SUCCEEDED").build());
        rig.paymentRequests();
        rig.ledger();
        rig.command(
                "w1",
                Deduct.newBuilder()
                        .setAmount(Rig.money("20"))
                        .setRefundToCard(true)
                        .build());

        assertThat(rig.paymentRequests()).singleElement().satisfies(request -> {
            assertThat(request.getPurpose()).isEqualTo("REFUND");
            assertThat(request.getRefundOf()).isEqualTo("w1/TOP_UP/1");
            assertThat(request.getAmount()).isEqualByComparingTo("20");
        });
        assertThat(rig.ledger()).extracting(LedgerEntry::getCreditAccount).containsExactly("payment_clearing");
    }

    @Test
    void shouldSayWhatMadeARechargeDue() {
        OpenWallet opening = Rig.opening("owner-of-w1", "100");
        opening.setSettings(WalletSettings.newBuilder()
                .setAutoRecharge(AutoRecharge.newBuilder()
                        .setEnabled(true)
                        .setThreshold(Rig.money("20"))
                        .setMode("TARGET")
                        .setTarget(Rig.money("120"))
                        .setCollect("DIRECT")
                        .build())
                .build());
        rig.command("w1", opening);
        rig.send(Rig.usage("u1", "w1", "90.001"));

        assertThat(rig.paymentRequests()).singleElement().satisfies(request -> {
            assertThat(request.getRequestId()).isEqualTo("w1/AUTO_RECHARGE/1");
            assertThat(request.getAmount()).isEqualByComparingTo("110.01");
            assertThat(request.getBalanceAtTrigger()).isEqualByComparingTo("9.999");
            assertThat(request.getThreshold()).isEqualByComparingTo("20");
            assertThat(request.getCausedBy()).isEqualTo("u1");
        });
    }

    @Test
    void shouldRefuseAnAnswerThatNoProviderGives() {
        askForMoney();
        rig.command("w1", answer("w1/TOP_UP/1", "MAYBE").build());
        rig.command(
                "w1", answer("w1/TOP_UP/1", "FAILED").setDeclineKind("HARSH").build());

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("ACCEPTED", "ACCEPTED", "MALFORMED", "MALFORMED");
    }
}
