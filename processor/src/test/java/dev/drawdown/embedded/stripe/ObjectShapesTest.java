package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.StripeProbe.Payer;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds every object that the simulator answers with, in every state, against Stripe's published description. */
class ObjectShapesTest {
    private static final String RETURN = "&return_url=http://127.0.0.1:1/";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());
    private final ObjectShapes shapes = ObjectShapes.read();
    private final List<String> objections = new ArrayList<>();

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    private Said hold(Said said) {
        objections.addAll(shapes.objections(said.body()));
        return said;
    }

    @Test
    void shouldAnswerInStripesShapesAndNothingElse() {
        pay();
        setUp();
        giveBack();
        invoice();
        others();
        // Every event holds an object as it was at some moment, so these are all states that were gone through.
        String after = "";
        Said page;
        do {
            page = hold(probe.get("/v1/events?limit=100" + after).well());
            JsonNode last =
                    page.body().path("data").path(page.body().path("data").size() - 1);
            after = "&starting_after=" + last.path("id").asText();
        } while (page.body().path("has_more").asBoolean());

        assertThat(objections).isEmpty();
        assertThat(shapes.seen()).isEqualTo(shapes.described());
    }

    private void pay() {
        for (TestMethod method : TestMethod.values()) {
            String customer = hold(probe.post("/v1/customers", "name=Acme&address[city]=Ulm"))
                    .id();
            Said attached =
                    hold(probe.post("/v1/payment_methods/" + method.token() + "/attach", "customer=" + customer));
            String id = attached.status() == 200 ? attached.id() : method.token();
            Said paid = hold(probe.pay(
                    new Payer(customer, id), "&description=Top-up&expand[]=latest_charge.refunds&metadata[a]=b"));
            if (paid.status() == 200) {
                hold(probe.get("/v1/payment_intents/" + paid.id() + "?expand[]=payment_method&expand[]=customer"));
            }
            hold(probe.get("/v1/payment_intents?customer=" + customer));
            hold(probe.get("/v1/charges?customer=" + customer));
        }
        String asked = hold(probe.post(
                        "/v1/payment_intents",
                        "amount=900&currency=usd&confirm=true&payment_method=pm_card_authenticationRequired" + RETURN))
                .well()
                .id();
        hold(probe.post("/_simulator/authenticate/" + asked, "answer=refuse"));
        hold(probe.post("/v1/payment_intents/" + asked + "/cancel", "cancellation_reason=duplicate"));
        hold(probe.get("/v1/payment_intents/pi_nobody"));
        settle();
    }

    private void setUp() {
        for (String method : List.of("pm_card_visa", "pm_card_authenticationRequired", "pm_card_visa_chargeDeclined")) {
            hold(probe.post("/v1/setup_intents", "confirm=true&payment_method=" + method + RETURN));
        }
        Said left = hold(probe.post("/v1/setup_intents", ""));
        hold(probe.post("/v1/setup_intents/" + left.id() + "/cancel", "cancellation_reason=abandoned"));
    }

    private void giveBack() {
        for (String method : List.of("pm_card_visa", "pm_card_refundFail", "pm_card_pendingRefund")) {
            Said paid = probe.pay(probe.payer(method)).well();
            hold(probe.post("/v1/refunds", "reason=duplicate&amount=700&payment_intent=" + paid.id()));
        }
        settle();
        Said disputes = hold(probe.get("/v1/disputes").well());
        hold(probe.post("/v1/disputes/" + disputes.text("data.0.id"), "evidence[uncategorized_text]=winning_evidence"));
        hold(probe.get("/v1/refunds?limit=100"));
        hold(probe.get("/v1/charges?limit=100&expand[]=data.refunds"));
    }

    private void invoice() {
        Payer payer = probe.payer("pm_card_visa");
        for (String end : List.of("pay", "void", "mark_uncollectible", "send")) {
            String invoice = hold(probe.post(
                            "/v1/invoices",
                            "collection_method=send_invoice&days_until_due=30&customer=" + payer.customer()))
                    .id();
            hold(probe.post(
                    "/v1/invoiceitems",
                    "amount=4200&currency=usd&customer=" + payer.customer() + "&invoice=" + invoice));
            hold(probe.post("/v1/invoices/" + invoice + "/finalize", ""));
            hold(probe.post(
                    "/v1/invoices/" + invoice + "/" + end,
                    end.equals("pay") ? "payment_method=" + payer.method() : ""));
            hold(probe.get("/v1/invoices/" + invoice + "?expand[]=payments"));
        }
    }

    private void others() {
        Payer payer = probe.payer("pm_card_visa");
        hold(probe.post(
                "/v1/billing_portal/sessions",
                "customer=" + payer.customer() + "&flow_data[type]=payment_method_update"));
        hold(probe.post("/v1/webhook_endpoints", "url=http://127.0.0.1:1/&enabled_events[]=nothing.ever"));
        hold(probe.get("/v1/webhook_endpoints"));
        hold(probe.post("/v1/payment_methods/" + payer.method() + "/detach", ""));
    }

    private void settle() {
        clock.pass(Duration.ofSeconds(5));
        stripe.tick();
    }

    @Test
    void shouldObjectToWhatIsNotStripes() {
        JsonNode customer = probe.post("/v1/customers", "name=Acme").well().body();
        assertThat(shapes.objections(customer)).isEmpty();

        assertThat(shapes.objections(changed(customer).put("colour", "blue"))).hasSize(1);
        assertThat(shapes.objections(changed(customer).put("created", "today"))).hasSize(1);
        assertThat(shapes.objections(changed(customer).putNull("livemode"))).hasSize(2);
        assertThat(shapes.objections(changed(customer).put("tax_exempt", "perhaps")))
                .hasSize(1);
        assertThat(shapes.objections(changed(customer).without("id"))).hasSize(1);
        assertThat(shapes.objections(new JsonMapper().createObjectNode())).isEmpty();
    }

    private static ObjectNode changed(JsonNode object) {
        return object.deepCopy();
    }
}
