package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.StripeProbe.Payer;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invoices from the draft to their end. */
class InvoicesTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(START);
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    private String open(Payer payer) {
        String invoice = probe.post(
                        "/v1/invoices", "collection_method=send_invoice&days_until_due=30&customer=" + payer.customer())
                .well()
                .id();
        probe.post(
                        "/v1/invoiceitems",
                        "amount=4200&currency=usd&description=March&customer=" + payer.customer() + "&invoice="
                                + invoice)
                .well();
        probe.post("/v1/invoices/" + invoice + "/finalize", "").well();
        return invoice;
    }

    private Said invoice(String id) {
        return probe.get("/v1/invoices/" + id + "?expand[]=payments.data.payment.payment_intent")
                .well();
    }

    @Test
    void shouldAskForTheSumOfItsLinesByTheDueDate() {
        Said invoice = invoice(open(probe.payer("pm_card_visa")));

        assertThat(invoice.text("status")).isEqualTo("open");
        assertThat(invoice.text("amount_due")).isEqualTo("4200");
        assertThat(invoice.text("lines.data.0.description")).isEqualTo("March");
        assertThat(invoice.text("due_date"))
                .isEqualTo(Long.toString(START.plus(Duration.ofDays(30)).getEpochSecond()));
        assertThat(invoice.text("number")).endsWith("-0001");
        assertThat(invoice.text("payments.data.0.payment.payment_intent.status"))
                .isEqualTo("requires_payment_method");
    }

    @Test
    void shouldSendNoInvoiceToACustomerWithoutAnEmail() {
        String customer = probe.post("/v1/customers", "name=Acme").well().id();

        Said refused =
                probe.post("/v1/invoices", "collection_method=send_invoice&days_until_due=30&customer=" + customer);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error.type")).isEqualTo("invalid_request_error");
        assertThat(probe.post("/v1/invoices", "customer=" + customer).status()).isEqualTo(200);
        probe.post("/v1/customers/" + customer, "email=billing@acme.example").well();
        assertThat(probe.post("/v1/invoices", "collection_method=send_invoice&days_until_due=30&customer=" + customer)
                        .well()
                        .text("customer_email"))
                .isEqualTo("billing@acme.example");
    }

    @Test
    void shouldBePaidOnItsOwnPage() {
        String id = open(probe.payer("pm_card_visa"));
        String page =
                invoice(id).text("hosted_invoice_url").substring(stripe.url().length());
        assertThat(probe.get(page).body().asText()).contains("42.00 USD", "Pay");

        probe.post(page, "payment_method=pm_card_visa");

        assertThat(invoice(id).text("status")).isEqualTo("paid");
        assertThat(invoice(id).text("amount_remaining")).isEqualTo("0");
        assertThat(invoice(id).text("payments.data.0.status")).isEqualTo("paid");
        assertThat(probe.post(page, "payment_method=pm_card_visa").status()).isEqualTo(400);
    }

    @Test
    void shouldStayOpenWhenTheCardIsDeclinedAndBePaidByAnother() {
        Payer payer = probe.payer("pm_card_chargeCustomerFail");
        String id = open(payer);

        Said declined = probe.post("/v1/invoices/" + id + "/pay", "payment_method=" + payer.method());
        assertThat(declined.status()).isEqualTo(402);
        assertThat(invoice(id).text("status")).isEqualTo("open");
        assertThat(invoice(id).text("attempt_count")).isEqualTo("1");

        Said paid = probe.post("/v1/invoices/" + id + "/pay", "payment_method=pm_card_visa")
                .well();
        assertThat(paid.text("status")).isEqualTo("paid");
    }

    @Test
    void shouldTakeTheCustomersDefaultWhenNoneIsGiven() {
        Payer payer = probe.payer("pm_card_visa");
        String id = open(payer);
        assertThat(probe.post("/v1/invoices/" + id + "/pay", "").status()).isEqualTo(400);

        probe.post("/v1/customers/" + payer.customer(), "invoice_settings[default_payment_method]=" + payer.method())
                .well();

        assertThat(probe.post("/v1/invoices/" + id + "/pay", "").well().text("status"))
                .isEqualTo("paid");
    }

    @Test
    void shouldBePaidWhenABankDebitHasSettled() {
        String id = open(probe.payer("pm_card_visa"));

        probe.post("/v1/invoices/" + id + "/pay", "payment_method=pm_usBankAccount_success")
                .well();
        assertThat(invoice(id).text("status")).isEqualTo("open");
        assertThat(probe.post("/v1/invoices/" + id + "/void", "").status()).isEqualTo(400);
        clock.pass(Duration.ofSeconds(3));
        stripe.tick();

        assertThat(invoice(id).text("status")).isEqualTo("paid");
    }

    @Test
    void shouldNotBePaidOnceItIsVoid() {
        String id = open(probe.payer("pm_card_visa"));

        assertThat(probe.post("/v1/invoices/" + id + "/void", "").text("status"))
                .isEqualTo("void");

        assertThat(probe.post("/v1/invoices/" + id + "/pay", "payment_method=pm_card_visa")
                        .status())
                .isEqualTo(400);
        assertThat(invoice(id).text("payments.data.0.payment.payment_intent.status"))
                .isEqualTo("canceled");
    }

    @Test
    void shouldBeGivenUpAndStillBePayable() {
        String id = open(probe.payer("pm_card_visa"));

        assertThat(probe.post("/v1/invoices/" + id + "/mark_uncollectible", "").text("status"))
                .isEqualTo("uncollectible");
        assertThat(probe.post("/v1/invoices/" + id + "/pay", "payment_method=pm_card_visa")
                        .text("status"))
                .isEqualTo("paid");
    }

    @Test
    void shouldNotChangeOnceItIsFinal() {
        Payer payer = probe.payer("pm_card_visa");
        String id = open(payer);

        Said item = probe.post(
                "/v1/invoiceitems", "amount=100&currency=usd&customer=" + payer.customer() + "&invoice=" + id);

        assertThat(item.text("error.code")).isEqualTo("invoice_not_editable");
    }
}
