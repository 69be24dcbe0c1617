package dev.drawdown.payments.stream;

import static dev.drawdown.payments.stream.WebhookRig.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.PaymentEvent.Hinted;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.payments.stream.Webhooks.Taken;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each kind of webhook, whoever is away. */
class WebhooksTest {
    private static final String ATTACHED =
            event("payment_method.attached", "{\"id\":\"pm_1\",\"object\":\"payment_method\",\"customer\":\"cus_1\"}");
    private static final String DEFAULT_CHANGED = event(
            "customer.updated",
            "{\"id\":\"cus_1\",\"object\":\"customer\",\"metadata\":{\"drawdown_request\":\"customer/acme\"}}");
    private static final String SUCCEEDED = event(
            "payment_intent.succeeded",
            "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"metadata\":{\"drawdown_request\":\"eu/w1/TOP_UP/1\"}}");
    private static final String DISPUTED =
            event("charge.dispute.created", "{\"id\":\"du_1\",\"object\":\"dispute\",\"charge\":\"ch_1\"}");

    private final WebhookRig rig = new WebhookRig();

    private static SavedMethod saved(String id, MethodRole role, @Nullable String payerId) {
        return new SavedMethod(id, "visa", "4242", "2030-01", role, payerId);
    }

    private void givenAtStripe(SavedMethod... methods) {
        rig.customers.methods = new GatewayAnswer.Done<>(List.of(methods));
    }

    private List<PaymentMethod> toldMethods() {
        assertThat(rig.told()).hasSize(1);
        return ((PaymentMethodsChanged) rig.told().getFirst().getBody()).getMethods();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment_method.attached",
                "payment_method.updated",
                "payment_method.automatically_updated",
                "payment_method.detached"
            })
    void shouldTellTheOwnerWhatStripeHasWhenAMethodChanges(String type) {
        rig.owner();
        givenAtStripe(saved("pm_1", MethodRole.DEFAULT, null));

        assertThat(rig.take(event(type, "{\"id\":\"pm_9\",\"object\":\"payment_method\",\"customer\":\"cus_1\"}")))
                .isEqualTo(Taken.DONE);

        OwnerCommand command = rig.told().getFirst();
        assertThat(command.getOwnerId()).isEqualTo("acme");
        assertThat(command.getIssuedBy()).isEqualTo("payments");
        assertThat(command.getIssuedAt()).isEqualTo(WebhookRig.NOW);
        assertThat(((PaymentMethodsChanged) command.getBody()).getCustomerId()).isEqualTo("cus_1");
        assertThat(toldMethods()).containsExactly(PaymentRig.method("pm_1", "acme", "DEFAULT"));
    }

    @Test
    void shouldTellTheOwnerWhenAnotherDefaultIsChosenOnStripesPage() {
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"), PaymentRig.method("pm_2", "acme", "NONE"));
        givenAtStripe(saved("pm_1", MethodRole.NONE, null), saved("pm_2", MethodRole.DEFAULT, null));

        assertThat(rig.take(DEFAULT_CHANGED)).isEqualTo(Taken.DONE);

        assertThat(toldMethods()).extracting(PaymentMethod::getRole).containsExactly("NONE", "DEFAULT");
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void shouldFindOutWhoseItWasWhenAMethodHasBeenTakenAway() {
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"));

        String detached = event(
                "payment_method.detached",
                "{\"id\":\"pm_1\",\"object\":\"payment_method\",\"customer\":null}",
                "{\"customer\":\"cus_1\"}");

        assertThat(rig.take(detached)).isEqualTo(Taken.DONE);
        assertThat(toldMethods()).isEmpty();
    }

    @Test
    void shouldLeaveEveryMethodWithItsPayer() {
        rig.owner(PaymentRig.method("pm_1", "buyer-7", "NONE"));
        givenAtStripe(
                saved("pm_1", MethodRole.DEFAULT, null),
                saved("pm_2", MethodRole.NONE, "buyer-9"),
                saved("pm_3", MethodRole.NONE, null));

        rig.take(ATTACHED);

        assertThat(toldMethods()).extracting(PaymentMethod::getPayerId).containsExactly("buyer-7", "buyer-9", "acme");
    }

    @Test
    void shouldSayNothingWhereTheOwnerKnowsAlready() {
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"));
        givenAtStripe(saved("pm_1", MethodRole.DEFAULT, null));

        assertThat(rig.take(ATTACHED)).isEqualTo(Taken.DONE);
        assertThat(rig.take(DEFAULT_CHANGED)).isEqualTo(Taken.DONE);

        assertThat(rig.customers.asked).containsExactly("cus_1", "cus_1");
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldSayWhatIsThereNowWhenTheSameEventComesAgain() {
        rig.owner();
        givenAtStripe(saved("pm_1", MethodRole.NONE, null));
        rig.take(ATTACHED);
        givenAtStripe(saved("pm_1", MethodRole.DEFAULT, null));

        rig.takeAt(ATTACHED, WebhookRig.NOW.plusSeconds(60));

        assertThat(rig.told()).extracting(OwnerCommand::getCommandId).doesNotHaveDuplicates();
        assertThat(rig.told())
                .extracting(command -> ((PaymentMethodsChanged) command.getBody())
                        .getMethods()
                        .getFirst()
                        .getRole())
                .containsExactly("NONE", "DEFAULT");
    }

    @Test
    void shouldLetCustomersOfOthersGo() {
        rig.owner();

        assertThat(rig.take(event("customer.updated", "{\"id\":\"cus_2\",\"object\":\"customer\"}")))
                .isEqualTo(Taken.DONE);

        assertThat(rig.customers.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        moon.risen              | {"id":"moon_1","object":"moon"}
        customer.created        | {"id":"cus_1","object":"customer","metadata":{"drawdown_request":"customer/acme"}}
        payment_method.attached | {"id":"pm_1","object":"payment_method","customer":null}
        payment_intent.created  | {"id":"pi_1","object":"payment_intent","metadata":{"drawdown_request":"order 7"}}
        payment_intent.created  | {"id":"pi_1","object":"payment_intent","customer":"cus_1","metadata":{}}
        """)
    void shouldLetGoWhatConcernsNobodyHere(String type, String object) {
        rig.owner();

        assertThat(rig.take(event(type, object))).isEqualTo(Taken.DONE);

        assertThat(rig.told()).isEmpty();
        assertThat(rig.notes()).isEmpty();
        assertThat(rig.customers.asked).isEmpty();
    }

    @Test
    void shouldHintAtTheRequestEachTimeAWebhookComes() {
        assertThat(rig.take(SUCCEEDED)).isEqualTo(Taken.DONE);
        assertThat(rig.take(SUCCEEDED)).isEqualTo(Taken.DONE);

        Note hint = new Note("eu/w1/TOP_UP/1", new Hinted());
        assertThat(rig.notes()).containsExactly(hint, hint);
    }

    @Test
    void shouldFindTheRequestOfADisputedCharge() {
        rig.charge = standing("w1/TOP_UP/1");

        assertThat(rig.take(DISPUTED)).isEqualTo(Taken.DONE);

        assertThat(rig.chargesAsked).containsExactly("ch_1");
        assertThat(rig.notes()).containsExactly(new Note("w1/TOP_UP/1", new Hinted()));
    }

    @Test
    void shouldLetChargesGoThatAreNotOurs() {
        rig.charge = standing(null);
        assertThat(rig.take(DISPUTED)).isEqualTo(Taken.DONE);
        rig.charge = new GatewayAnswer.Refused<>("resource_missing");
        assertThat(rig.take(DISPUTED)).isEqualTo(Taken.DONE);

        assertThat(rig.chargesAsked).hasSize(2);
        assertThat(rig.notes()).isEmpty();
    }

    private static GatewayAnswer<ChargeStanding> standing(@Nullable String requestId) {
        return new GatewayAnswer.Done<>(
                new ChargeStanding("ch_1", requestId, "USD", 25_000_000, 0, Dispute.OPEN, 25_000_000));
    }

    @Test
    void shouldHaveItComeAgainWhileStripeIsAway() {
        rig.owner();
        rig.customers.methods = FakeCustomers.away();
        rig.charge = FakeCustomers.away();

        assertThat(rig.take(ATTACHED)).isEqualTo(Taken.COME_AGAIN);
        assertThat(rig.take(DEFAULT_CHANGED)).isEqualTo(Taken.COME_AGAIN);
        assertThat(rig.take(DISPUTED)).isEqualTo(Taken.COME_AGAIN);
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldHaveItComeAgainWhileTheBrokerIsAway() {
        rig.owner();
        givenAtStripe(saved("pm_1", MethodRole.DEFAULT, null));
        rig.charge = standing("w1/TOP_UP/1");
        rig.isBrokerAway = true;

        assertThat(List.of(ATTACHED, DEFAULT_CHANGED, SUCCEEDED, DISPUTED))
                .allSatisfy(body -> assertThat(rig.take(body)).isEqualTo(Taken.COME_AGAIN));

        rig.isBrokerAway = false;
        assertThat(rig.take(ATTACHED)).isEqualTo(Taken.DONE);
        assertThat(toldMethods()).hasSize(1);
    }

    @Test
    void shouldHaveItComeAgainWhileTheStoreIsNotOpen() {
        rig.isStoreAway = true;

        assertThat(rig.take(ATTACHED)).isEqualTo(Taken.COME_AGAIN);
        assertThat(rig.take(SUCCEEDED)).isEqualTo(Taken.DONE);
    }

    @Test
    void shouldLetGoOfACustomerThatStripeHasNoMore() {
        rig.owner(PaymentRig.method("pm_1", "acme", "DEFAULT"));
        rig.customers.methods = new GatewayAnswer.Refused<>("resource_missing");

        assertThat(rig.take(DEFAULT_CHANGED)).isEqualTo(Taken.DONE);
        assertThat(rig.told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "not json", "{\"object\":\"event\",\"id\":\"evt_1\"}"})
    void shouldTakeNothingForAnEventThatIsNone(String body) {
        assertThat(rig.take(body)).isEqualTo(Taken.NO_EVENT);
    }

    @Test
    void shouldTakeNothingThatIsNotGenuine() {
        rig.owner();
        byte[] body = ATTACHED.getBytes(StandardCharsets.UTF_8);
        Instant longAgo = WebhookRig.NOW.minusSeconds(301);

        assertThat(rig.webhooks.take(body, null, WebhookRig.NOW)).isEqualTo(Taken.NOT_GENUINE);
        assertThat(rig.webhooks.take(body, WebhookRig.signature("{}", WebhookRig.NOW), WebhookRig.NOW))
                .isEqualTo(Taken.NOT_GENUINE);
        assertThat(rig.webhooks.take(body, WebhookRig.signature(ATTACHED, longAgo), WebhookRig.NOW))
                .isEqualTo(Taken.NOT_GENUINE);
        assertThat(rig.customers.asked).isEmpty();
    }
}
