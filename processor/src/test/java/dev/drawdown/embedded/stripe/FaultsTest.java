package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.embedded.stripe.StripeProbe.Payer;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be made to go wrong, and that a key makes each of them harmless. */
class FaultsTest {
    private static final String CONFIRM = "POST /v1/payment_intents/*/confirm";

    private final StripeSimulator stripe = StripeSimulator.openTemporary(Clock.systemUTC());
    private final StripeProbe probe = new StripeProbe(stripe.url());
    private Payer payer = new Payer("", "");
    private String intent = "";

    @BeforeEach
    void makeAnIntent() {
        payer = probe.payer("pm_card_visa");
        intent = probe.post("/v1/payment_intents", "amount=900&currency=usd&customer=" + payer.customer())
                .well()
                .id();
    }

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    private Said confirm() {
        return probe.post(
                "/v1/payment_intents/" + intent + "/confirm",
                "off_session=true&return_url=http://127.0.0.1:1/&payment_method=" + payer.method(),
                "try-1");
    }

    private String status() {
        return probe.get("/v1/payment_intents/" + intent).text("status");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, requires_payment_method",
        "RESET, requires_payment_method",
        "CHARGED_THEN_TIMEOUT, succeeded",
        "CHARGED_THEN_RESET, succeeded"
    })
    void shouldEndWithoutAnAnswerAndBeSafeToRepeat(Fault fault, String status) {
        stripe.provoke(fault, CONFIRM, 1, Duration.ofMillis(10));

        assertThatThrownBy(this::confirm).isInstanceOf(UncheckedIOException.class);

        assertThat(status()).isEqualTo(status);
        assertThat(confirm().text("status")).isEqualTo("succeeded");
        assertThat(probe.get("/v1/charges?payment_intent=" + intent).body().path("data"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, requires_payment_method", "CHARGED_THEN_ERROR, succeeded"})
    void shouldRepeatA500ForItsKeyWhateverWasDone(Fault fault, String status) {
        stripe.provoke(fault, CONFIRM, 1, Duration.ZERO);

        assertThat(confirm().status()).isEqualTo(500);
        assertThat(confirm().status()).isEqualTo(500);
        assertThat(confirm().header("Idempotent-Replayed")).contains("true");
        assertThat(status()).isEqualTo(status);
    }

    @Test
    void shouldSayWhenToComeAgainWhenThereIsTooMuch() {
        stripe.provoke(Fault.RATE_LIMITED, CONFIRM, 1, Duration.ZERO);

        Said limited = confirm();

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).contains("1");
        assertThat(limited.text("error.code")).isEqualTo("rate_limit");
        assertThat(confirm().status()).isEqualTo(200);
    }

    @Test
    void shouldTakeOrdersOverHttp() {
        Said ordered =
                probe.post("/_simulator/faults", "fault=rate_limited&call=GET /v1/payment_intents/*&skip=1&times=2");
        assertThat(ordered.text("data.0.times")).isEqualTo("2");

        assertThat(status()).isEqualTo("requires_payment_method");
        assertThat(probe.get("/v1/payment_intents/" + intent).status()).isEqualTo(429);
        assertThat(probe.delete("/_simulator/faults").body().path("data")).isEmpty();
        assertThat(probe.get("/v1/payment_intents/" + intent).status()).isEqualTo(200);
        assertThat(probe.post("/_simulator/faults", "fault=earthquake&call=x").status())
                .isEqualTo(400);
    }

    @Test
    void shouldShowAPageToPeople() {
        assertThat(probe.get("/_simulator").body().asText()).contains("pm_card_visa", "/_simulator/faults");
    }
}
