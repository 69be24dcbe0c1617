package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.StripeProbe.Payer;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How payments end with the test methods of Stripe's documentation. */
class PaymentsTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    private Said intent(String id) {
        return probe.get("/v1/payment_intents/" + id + "?expand[]=latest_charge")
                .well();
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa, 4242",
        "pm_card_mastercard_prepaid, 5100",
        "pm_card_amex, 0005",
        "pm_card_authenticationRequiredSetupForOffSession, 0446"
    })
    void shouldCollectAtOnceWhenTheCardPays(String method, String last4) {
        Said paid = probe.pay(probe.payer(method)).well();

        Said intent = intent(paid.id());
        assertThat(intent.text("status")).isEqualTo("succeeded");
        assertThat(intent.text("amount_received")).isEqualTo("2500");
        assertThat(intent.text("latest_charge.paid")).isEqualTo("true");
        assertThat(intent.text("latest_charge.payment_method_details.card.last4"))
                .isEqualTo(last4);
        assertThat(probe.get(intent.text("latest_charge.receipt_url")
                                .substring(stripe.url().length()))
                        .body()
                        .asText())
                .contains("25.00 USD");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclined, card_declined, generic_decline, try_again_later",
        "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds, try_again_later",
        "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card, do_not_try_again",
        "pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card, do_not_try_again",
        "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card, confirm_card_data",
        "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc, confirm_card_data",
        "pm_card_chargeDeclinedProcessingError, processing_error, processing_error, try_again_later",
        "pm_card_authenticationRequired, authentication_required, authentication_required, ''"
    })
    void shouldDeclineWithTheDocumentedCodes(String method, String code, String declineCode, String advice) {
        String customer = probe.post("/v1/customers", "").well().id();

        Said declined = probe.pay(new Payer(customer, method), "&expand[]=latest_charge");

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("error.type")).isEqualTo("card_error");
        assertThat(declined.text("error.code")).isEqualTo(code);
        assertThat(declined.text("error.decline_code")).isEqualTo(declineCode);
        assertThat(declined.text("error.advice_code")).isEqualTo(advice);
        Said intent = intent(declined.text("error.payment_intent.id"));
        assertThat(intent.text("status")).isEqualTo("requires_payment_method");
        assertThat(intent.text("last_payment_error.decline_code")).isEqualTo(declineCode);
        assertThat(intent.text("latest_charge.status")).isEqualTo("failed");
        assertThat(intent.text("amount_received")).isEqualTo("0");
    }

    @Test
    void shouldNotSaveACardThatIsDeclinedButTheOneThatIsDeclinedLater() {
        String customer = probe.post("/v1/customers", "").well().id();

        assertThat(probe.post("/v1/payment_methods/pm_card_visa_chargeDeclined/attach", "customer=" + customer)
                        .status())
                .isEqualTo(402);
        assertThat(probe.payer("pm_card_chargeCustomerFail").method()).startsWith("pm_");
    }

    @Test
    void shouldCollectOnTheSecondAttemptAndOnlyOnce() {
        Payer payer = probe.payer("pm_card_chargeCustomerFail");
        String intent = probe.pay(payer).text("error.payment_intent.id");
        String other = probe.post("/v1/payment_methods/pm_card_visa/attach", "customer=" + payer.customer())
                .well()
                .id();
        String confirm = "/v1/payment_intents/" + intent + "/confirm";

        probe.post(confirm, "off_session=true&return_url=http://127.0.0.1:1/&payment_method=" + other)
                .well();
        Said third = probe.post(confirm, "off_session=true&return_url=http://127.0.0.1:1/&payment_method=" + other);

        assertThat(third.status()).isEqualTo(400);
        assertThat(third.text("error.code")).isEqualTo("payment_intent_unexpected_state");
        assertThat(probe.get("/v1/charges?payment_intent=" + intent).body().path("data"))
                .hasSize(2);
    }

    @Test
    void shouldRefuseTheMethodOfSomebodyElseAndOneThatWasLetGo() {
        Payer one = probe.payer("pm_card_visa");
        Payer other = probe.payer("pm_card_visa");

        Said stolen = probe.pay(new Payer(one.customer(), other.method()));
        probe.post("/v1/payment_methods/" + one.method() + "/detach", "").well();
        Said gone = probe.pay(one);

        assertThat(stolen.status()).isEqualTo(400);
        assertThat(gone.text("error.code")).isEqualTo("payment_method_unexpected_state");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_usBankAccount_success, succeeded, ''",
        "pm_usBankAccount_insufficientFunds, requires_payment_method, insufficient_funds",
        "pm_usBankAccount_accountClosed, requires_payment_method, account_closed"
    })
    void shouldKnowOnlyLaterHowABankDebitEnds(String method, String status, String reason) {
        Said intent = probe.pay(probe.payer(method)).well();
        assertThat(intent.text("status")).isEqualTo("processing");
        assertThat(intent(intent.id()).text("latest_charge.status")).isEqualTo("pending");

        clock.pass(Duration.ofSeconds(3));
        stripe.tick();

        assertThat(intent(intent.id()).text("status")).isEqualTo(status);
        assertThat(intent(intent.id()).text("last_payment_error.decline_code")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_authenticationRequired, approve, succeeded",
        "pm_card_authenticationRequired, refuse, requires_payment_method",
        "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds, approve, requires_payment_method"
    })
    void shouldLetAPersonApproveOrRefuse(String method, String answer, String status) {
        Payer payer = probe.payer(method);
        Said asked = probe.post(
                        "/v1/payment_intents",
                        "amount=2500&currency=usd&confirm=true&customer=" + payer.customer() + "&payment_method="
                                + payer.method() + "&return_url=http://127.0.0.1:1/back")
                .well();
        assertThat(asked.text("status")).isEqualTo("requires_action");
        String page = asked.text("next_action.redirect_to_url.url")
                .substring(stripe.url().length());
        assertThat(probe.get(page).body().asText()).contains("25.00 USD", "Approve");

        Said answered = probe.post(page, "answer=" + answer);

        assertThat(answered.status()).isEqualTo(303);
        assertThat(answered.header("Location")).contains("http://127.0.0.1:1/back?payment_intent=" + asked.id());
        assertThat(intent(asked.id()).text("status")).isEqualTo(status);
        assertThat(probe.post(page, "answer=approve").body().asText()).contains("answered");
        assertThat(intent(asked.id()).text("status")).isEqualTo(status);
    }

    @Test
    void shouldNotAskAgainForACardThatWasSetUpWithTheCustomer() {
        Payer attached = probe.payer("pm_card_authenticationRequiredOnSetup");
        assertThat(probe.pay(attached).text("error.code")).isEqualTo("authentication_required");

        String customer = probe.post("/v1/customers", "").well().id();
        Said setup = probe.post(
                        "/v1/setup_intents",
                        "confirm=true&payment_method=pm_card_authenticationRequiredOnSetup&customer=" + customer
                                + "&return_url=http://127.0.0.1:1/")
                .well();
        probe.post("/_simulator/authenticate/" + setup.id(), "answer=approve");
        Said done = probe.get("/v1/setup_intents/" + setup.id()).well();

        assertThat(done.text("status")).isEqualTo("succeeded");
        assertThat(probe.get("/v1/customers/" + customer + "/payment_methods").text("data.0.id"))
                .isEqualTo(done.text("payment_method"));
        assertThat(probe.pay(new Payer(customer, done.text("payment_method"))).status())
                .isEqualTo(200);
    }

    @Test
    void shouldWantAWayBackUnlessNobodyIsSentAway() {
        String open = probe.post("/v1/payment_intents", "amount=900&currency=usd")
                .well()
                .id();
        String closed = probe.post(
                        "/v1/payment_intents",
                        "amount=900&currency=usd&automatic_payment_methods[enabled]=true"
                                + "&automatic_payment_methods[allow_redirects]=never")
                .well()
                .id();
        String confirm = "/confirm";

        assertThat(probe.post("/v1/payment_intents/" + open + confirm, "payment_method=pm_card_visa")
                        .status())
                .isEqualTo(400);
        assertThat(probe.post("/v1/payment_intents/" + closed + confirm, "payment_method=pm_card_visa")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldCancelWhatHasNotBeenPaid() {
        String intent = probe.post("/v1/payment_intents", "amount=900&currency=eur")
                .well()
                .id();

        Said canceled = probe.post("/v1/payment_intents/" + intent + "/cancel", "cancellation_reason=abandoned")
                .well();

        assertThat(canceled.text("status")).isEqualTo("canceled");
        assertThat(probe.post("/v1/payment_intents/" + intent + "/confirm", "payment_method=pm_card_visa")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldListAPayersPaymentsWithTheirMetadata() {
        Payer payer = probe.payer("pm_card_visa");
        probe.pay(payer, "&metadata[request]=w/TOP_UP/1").well();
        probe.pay(probe.payer("pm_card_visa")).well();

        Said list = probe.get("/v1/payment_intents?customer=" + payer.customer());

        assertThat(list.body().path("data")).hasSize(1);
        assertThat(list.text("data.0.metadata.request")).isEqualTo("w/TOP_UP/1");
    }

    @Test
    void shouldForgetTheDefaultWhenItIsLetGo() {
        Payer payer = probe.payer("pm_card_visa");
        String customer = "/v1/customers/" + payer.customer();
        probe.post(customer, "invoice_settings[default_payment_method]=" + payer.method())
                .well();
        assertThat(probe.get(customer).text("invoice_settings.default_payment_method"))
                .isEqualTo(payer.method());

        probe.post("/v1/payment_methods/" + payer.method() + "/detach", "").well();

        assertThat(probe.get(customer)
                        .body()
                        .at("/invoice_settings/default_payment_method")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldLookAfterMethodsOnThePortalsPage() {
        Payer payer = probe.payer("pm_card_visa");
        Said portal = probe.post("/v1/billing_portal/sessions", "customer=" + payer.customer())
                .well();
        String page = portal.text("url").substring(stripe.url().length());

        probe.post(page, "add=pm_card_mastercard");
        probe.post(page, "remove=" + payer.method());

        Said methods = probe.get("/v1/payment_methods?customer=" + payer.customer());
        assertThat(methods.body().path("data")).hasSize(1);
        assertThat(methods.text("data.0.card.brand")).isEqualTo("mastercard");
        assertThat(probe.get(page).body().asText()).contains("4444").doesNotContain("ending in 4242<");
    }
}
