package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.BookEntry.Charge;
import dev.drawdown.payments.BookEntry.Dispute;
import dev.drawdown.payments.BookEntry.Intent;
import dev.drawdown.payments.BookEntry.Invoice;
import dev.drawdown.payments.BookEntry.Refund;
import dev.drawdown.payments.BookEntry.Stage;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stripe's books as a whole. */
class StripeBooksTest {
    private static final String ID = "wallet-1/AUTO_RECHARGE/7";

    private final GatewayRig rig = new GatewayRig();
    private final String customer = rig.customer();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<BookEntry> read(Instant since) {
        List<BookEntry> entries = new ArrayList<>();
        GatewayRig.done(rig.books.read(since, entries::add));
        return entries;
    }

    private <T extends BookEntry> List<T> read(Class<T> kind) {
        return read(Instant.EPOCH).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private Succeeded pay(String token) {
        return (Succeeded) rig.gateway.collect(rig.request(customer, rig.saved(customer, token)));
    }

    @Test
    void shouldTraceAPaymentAndItsCharge() {
        Succeeded paid = pay("pm_card_visa");

        assertThat(read(Instant.EPOCH))
                .containsExactlyInAnyOrder(
                        new Intent(paid.providerId(), ID, Stage.DONE, GatewayRig.START),
                        new Charge(
                                String.valueOf(paid.chargeId()),
                                ID,
                                paid.providerId(),
                                "USD",
                                25_000_000,
                                GatewayRig.START));
    }

    @Test
    void shouldCountNoMoneyForAChargeThatFailed() {
        rig.gateway.collect(rig.request(customer, rig.saved(customer, "pm_card_chargeCustomerFail")));

        assertThat(read(Charge.class)).isEmpty();
        assertThat(read(Intent.class)).extracting(Intent::stage).containsExactly(Stage.OPEN);
    }

    @Test
    void shouldNameTheIntentsOfAnInvoiceAndWhatWasPaid() {
        Collect invoiced = new Collect.Invoiced(rig.clock.instant().plus(Duration.ofDays(7)));
        ChargeRequest request = rig.request(customer, rig.saved(customer, "pm_card_visa"), invoiced);
        rig.gateway.collect(request);
        Invoice open = read(Invoice.class).getFirst();
        assertThat(open.stage()).isEqualTo(Stage.OPEN);
        assertThat(open.paidMicros()).isZero();

        rig.clock.pass(Duration.ofDays(1));
        String method = rig.saved(customer, "pm_card_visa");
        rig.click("/v1/invoices/" + open.id() + "/pay", "payment_method=" + method);

        Invoice paid = read(Invoice.class).getFirst();
        String intent = read(Intent.class).getFirst().id();
        assertThat(paid)
                .isEqualTo(new Invoice(
                        open.id(), ID, Stage.DONE, "USD", 25_000_000, List.of(intent), rig.clock.instant()));
    }

    @Test
    void shouldTellRefundsThatWereAskedForFromThoseByHand() {
        Succeeded paid = pay("pm_card_visa");
        String charge = String.valueOf(paid.chargeId());
        rig.gateway.refund(
                new RefundRequest("wallet-1/REFUND/1", 1, charge, 4_000_000, "USD", Map.of(), rig.clock.instant()));
        rig.click("/v1/refunds", "charge=" + charge + "&amount=150");

        assertThat(read(Refund.class))
                .extracting(Refund::trace, Refund::intentId, Refund::chargeId, Refund::micros, Refund::stage)
                .containsExactlyInAnyOrder(
                        tuple("wallet-1/REFUND/1", paid.providerId(), charge, 4_000_000L, Stage.DONE),
                        tuple(null, paid.providerId(), charge, 1_500_000L, Stage.DONE));
    }

    @Test
    void shouldSayWhatADisputeHasWithdrawn() {
        pay("pm_card_createDispute");
        rig.clock.pass(Duration.ofSeconds(5));
        rig.stripe.tick();
        assertThat(read(Dispute.class)).extracting(Dispute::withdrawnMicros).containsExactly(25_000_000L);

        String id = read(Dispute.class).getFirst().id();
        rig.click("/_simulator/disputes/" + id, "outcome=won");

        assertThat(read(Dispute.class)).extracting(Dispute::withdrawnMicros).containsExactly(0L);
    }

    @Test
    void shouldReadOnFromPageToPage() {
        int many = (int) StripeAccount.PAGE * 2 + 1;
        for (int i = 0; i < many; i++) {
            rig.click("/v1/payment_intents", "amount=100&currency=usd&metadata[drawdown_request]=w/TOP_UP/" + i);
        }

        assertThat(read(Intent.class)).extracting(Intent::trace).hasSize(many).doesNotHaveDuplicates();
        List<BookEntry> ignored = new ArrayList<>();
        assertThat(rig.books.read(Instant.EPOCH, ignored::add)).isEqualTo(new GatewayAnswer.Done<>((long) many));
    }

    @Test
    void shouldReadOnlyWhatWasMadeSince() {
        pay("pm_card_visa");

        assertThat(read(GatewayRig.START.plusSeconds(1))).isEmpty();
        assertThat(read(GatewayRig.START)).hasSize(2);
    }

    @Test
    void shouldAskForAPageAgainThatDidNotCome() {
        pay("pm_card_visa");
        rig.provoke(Fault.ERROR, "GET /v1/charges", 2);

        assertThat(read(Charge.class)).hasSize(1);
    }

    @Test
    void shouldSayThatTheBooksCannotBeRead() {
        List<BookEntry> ignored = new ArrayList<>();
        rig.provoke(Fault.RATE_LIMITED, "GET /v1/disputes", 1);
        assertThat(rig.books.read(Instant.EPOCH, ignored::add))
                .isEqualTo(new GatewayAnswer.Unavailable<>(Duration.ofSeconds(1), "rate_limit"));

        assertThat(rig.account("http://127.0.0.1:1", "sk_test_rig").books().read(Instant.EPOCH, ignored::add))
                .isInstanceOf(GatewayAnswer.Unavailable.class);
    }
}
