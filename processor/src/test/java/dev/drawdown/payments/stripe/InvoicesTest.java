package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect.Invoiced;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collecting by an invoice that the customer pays. */
class InvoicesTest {
    private final GatewayRig rig = new GatewayRig();
    private final String customer = rig.customer();
    private final ChargeRequest request =
            rig.request(customer, "", new Invoiced(GatewayRig.START.plus(Duration.ofDays(30))));

    @AfterEach
    void close() {
        rig.close();
    }

    private JsonNode onlyInvoice() {
        JsonNode invoices = rig.see("/v1/invoices?customer=" + customer).path("data");
        assertThat(invoices).hasSize(1);
        return invoices.path(0);
    }

    @Test
    void shouldSendAnInvoiceAndBePaidWhenTheCustomerPays() {
        ActionRequired sent = (ActionRequired) rig.gateway.collect(request);
        assertThat(rig.gateway.collect(request)).isEqualTo(sent);
        JsonNode invoice = onlyInvoice();
        assertThat(invoice.path("amount_due").asLong()).isEqualTo(2_500);
        assertThat(invoice.path("due_date").asLong())
                .isEqualTo(GatewayRig.START.plus(Duration.ofDays(30)).getEpochSecond());
        assertThat(invoice.at("/metadata/drawdown_request").asText()).isEqualTo(request.requestId());
        assertThat(rig.see("/v1/events?type=invoice.sent").path("data")).hasSize(1);

        rig.click(sent.actionUrl(), "payment_method=pm_card_visa");

        assertThat(rig.gateway.look(request)).isInstanceOfSatisfying(Succeeded.class, paid -> {
            assertThat(paid.amountMicros()).isEqualTo(25_000_000);
            assertThat(paid.chargeId()).startsWith("ch_");
            assertThat(paid.receiptUrl()).contains("receipts");
            JsonNode charge = rig.see("/v1/charges/" + paid.chargeId());
            assertThat(charge.at("/metadata/drawdown_request").asText()).isEqualTo(request.requestId());
            assertThat(charge.path("description").asText()).isEqualTo(request.description());
        });
        assertThat(rig.paidTimes(customer)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/invoices",
                "POST /v1/invoiceitems",
                "POST /v1/invoices/*/finalize",
                "POST /v1/invoices/*/send"
            })
    void shouldSendOneInvoiceWhicheverAnswerIsLost(String call) {
        for (Fault fault : new Fault[] {Fault.CHARGED_THEN_TIMEOUT, Fault.TIMEOUT}) {
            rig.provoke(fault, call, 1);
            rig.gateway.collect(request);
        }

        assertThat(rig.gateway.collect(request)).isInstanceOf(ActionRequired.class);
        assertThat(onlyInvoice().path("amount_due").asLong()).isEqualTo(2_500);
        assertThat(rig.see("/v1/events?type=invoice.sent").path("data")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/invoices",
                "POST /v1/invoiceitems",
                "POST /v1/invoices/*/finalize",
                "POST /v1/invoices/*/send"
            })
    void shouldSendOneInvoiceWhicheverAnswerIsADenial(String call) {
        rig.provoke(Fault.CHARGED_THEN_ERROR, call, 1);

        rig.gateway.collect(request);

        assertThat(rig.gateway.collect(request)).isInstanceOf(ActionRequired.class);
        assertThat(onlyInvoice().path("amount_due").asLong()).isEqualTo(2_500);
    }

    @Test
    void shouldSendItToWhereTheCustomerHasMoved() {
        Instant due = GatewayRig.START.plus(Duration.ofDays(30));

        rig.gateway.collect(rig.request(customer, "", new Invoiced(due, "Acme Ltd.", "new@acme.example")));

        assertThat(onlyInvoice().path("customer_email").asText()).isEqualTo("new@acme.example");
        assertThat(onlyInvoice().path("customer_name").asText()).isEqualTo("Acme Ltd.");
    }

    @Test
    void shouldHaveFailedForGoodWhereStripeKnowsNowhereToSendIt() {
        String nobody = GatewayRig.done(rig.customers.openCustomer("payer-2", "Acme", null, Map.of()));

        PaymentResult refused =
                rig.gateway.collect(rig.request(nobody, "", new Invoiced(GatewayRig.START.plus(Duration.ofDays(30)))));

        assertThat(refused).isEqualTo(new Declined(null, null, DeclineKind.HARD, "invalid_request"));
    }

    @Test
    void shouldBeOverWhenTheInvoiceIsVoid() {
        assertThat(rig.gateway.collect(request)).isInstanceOf(ActionRequired.class);

        assertThat(rig.gateway.abandon(request)).isInstanceOfSatisfying(Declined.class, declined -> {
            assertThat(declined.code()).isEqualTo("invoice_void");
            assertThat(declined.kind()).isEqualTo(DeclineKind.HARD);
        });
        assertThat(rig.gateway.look(request)).isInstanceOf(Declined.class);
    }

    @Test
    void shouldBeFoundByItsTraceAndNeverBeSentAgainOnceKeysMayHaveExpired() {
        PaymentResult sent = rig.gateway.collect(request);
        rig.clock.pass(Duration.ofHours(25));

        assertThat(rig.gateway.collect(request)).isEqualTo(sent);
        assertThat(onlyInvoice().path("status").asText()).isEqualTo("open");
    }

    @Test
    void shouldBeOverWhenStripeRefusesToMakeAnInvoiceOfTheDraft() {
        rig.provoke(Fault.TIMEOUT, "POST /v1/invoiceitems", 1);
        assertThat(rig.gateway.collect(request)).isInstanceOf(Unknown.class);
        rig.remove("/v1/customers/" + customer);

        assertThat(rig.gateway.collect(request)).isInstanceOfSatisfying(Declined.class, declined -> {
            assertThat(declined.kind()).isEqualTo(DeclineKind.HARD);
            assertThat(declined.code()).isEqualTo("resource_missing");
        });
        assertThat(onlyInvoice().path("status").asText()).isEqualTo("draft");
    }

    @Test
    void shouldLeaveADraftAloneOnceKeysMayHaveExpired() {
        rig.provoke(Fault.TIMEOUT, "POST /v1/invoiceitems", 1);
        assertThat(rig.gateway.collect(request)).isInstanceOf(Unknown.class);
        rig.clock.pass(Duration.ofHours(25));

        assertThat(rig.gateway.collect(request))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("not_finalized"));
        assertThat(onlyInvoice().path("status").asText()).isEqualTo("draft");
    }
}
