package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.CustomerGateway.Setup;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Customers and what they pay with. */
class StripeCustomersTest {
    private final GatewayRig rig = new GatewayRig();
    private final CustomerGateway customers = rig.customers;
    private final String customer = rig.customer();

    @AfterEach
    void close() {
        rig.close();
    }

    private List<SavedMethod> methods() {
        return GatewayRig.done(customers.methods(customer));
    }

    @Test
    void shouldOpenOneCustomerForOnePayer() {
        String one =
                GatewayRig.done(customers.openCustomer("owner-1", "Acme", null, Map.of("drawdown_owner", "owner-1")));
        String again =
                GatewayRig.done(customers.openCustomer("owner-1", "Acme", null, Map.of("drawdown_owner", "owner-1")));

        assertThat(again).isEqualTo(one);
        assertThat(rig.see("/v1/customers/" + one)
                        .at("/metadata/drawdown_owner")
                        .asText())
                .isEqualTo("owner-1");
    }

    @Test
    void shouldFindTheCustomerAgainWhateverTheyAreCalledByThen() {
        String first = GatewayRig.done(customers.openCustomer("owner-1", null, null, Map.of()));
        String renamed =
                GatewayRig.done(customers.openCustomer("owner-1", "Acme", "old@acme.example", Map.of("a", "b")));
        String again =
                GatewayRig.done(customers.openCustomer("owner-1", "Acme Ltd.", "new@acme.example", Map.of("a", "c")));

        assertThat(List.of(renamed, again)).containsOnly(first);
        JsonNode seen = rig.see("/v1/customers/" + first);
        assertThat(seen.path("name").asText()).isEqualTo("Acme Ltd.");
        assertThat(seen.path("email").asText()).isEqualTo("new@acme.example");
        assertThat(seen.at("/metadata/a").asText()).isEqualTo("c");
        assertThat(seen.at("/metadata/drawdown_request").asText()).isEqualTo("customer/owner-1");
    }

    @Test
    void shouldLeaveNameAndEmailWhereNothingIsSaidOfThem() {
        String first = GatewayRig.done(customers.openCustomer("owner-1", "Acme", "pay@acme.example", Map.of()));

        GatewayRig.done(customers.openCustomer("owner-1", null, null, Map.of("drawdown_owner", "owner-1")));

        assertThat(rig.see("/v1/customers/" + first).path("email").asText()).isEqualTo("pay@acme.example");
        assertThat(rig.see("/v1/customers/" + first).path("name").asText()).isEqualTo("Acme");
    }

    @Test
    void shouldKeepThePayerWithTheMethod() {
        String visa = rig.saved(customer, "pm_card_visa");
        String mastercard = rig.saved(customer, "pm_card_mastercard");

        SavedMethod reserved = GatewayRig.done(customers.reserve(visa, "buyer-7"));
        GatewayRig.done(customers.assign(customer, visa, MethodRole.DEFAULT));

        assertThat(reserved.payerId()).isEqualTo("buyer-7");
        assertThat(methods())
                .extracting(SavedMethod::id, SavedMethod::payerId)
                .containsExactly(tuple(mastercard, null), tuple(visa, "buyer-7"));
        assertThat(customers.reserve("pm_none", "buyer-7")).isEqualTo(new GatewayAnswer.Refused<>("resource_missing"));
    }

    @Test
    void shouldListWhatIsSavedWithItsRole() {
        String visa = rig.saved(customer, "pm_card_visa");
        String mastercard = rig.saved(customer, "pm_card_mastercard");
        String bank = rig.saved(customer, "pm_usBankAccount_success");

        GatewayRig.done(customers.assign(customer, visa, MethodRole.DEFAULT));
        GatewayRig.done(customers.assign(customer, mastercard, MethodRole.BACKUP));

        assertThat(methods())
                .containsExactly(
                        new SavedMethod(bank, "us_bank_account", "6789", "", MethodRole.NONE, null),
                        new SavedMethod(mastercard, "mastercard", "4444", "2029-12", MethodRole.BACKUP, null),
                        new SavedMethod(visa, "visa", "4242", "2029-12", MethodRole.DEFAULT, null));
    }

    @Test
    void shouldMoveARoleFromOneToTheOther() {
        String visa = rig.saved(customer, "pm_card_visa");
        String mastercard = rig.saved(customer, "pm_card_mastercard");
        GatewayRig.done(customers.assign(customer, visa, MethodRole.DEFAULT));
        GatewayRig.done(customers.assign(customer, mastercard, MethodRole.BACKUP));

        GatewayRig.done(customers.assign(customer, mastercard, MethodRole.DEFAULT));
        GatewayRig.done(customers.assign(customer, visa, MethodRole.BACKUP));
        assertThat(methods()).extracting(SavedMethod::role).containsExactly(MethodRole.DEFAULT, MethodRole.BACKUP);

        GatewayRig.done(customers.assign(customer, visa, MethodRole.NONE));
        GatewayRig.done(customers.assign(customer, mastercard, MethodRole.NONE));
        assertThat(methods()).extracting(SavedMethod::role).containsExactly(MethodRole.NONE, MethodRole.NONE);
    }

    @Test
    void shouldLetAMethodGo() {
        String visa = rig.saved(customer, "pm_card_visa");

        GatewayRig.done(customers.detach(visa));

        assertThat(methods()).isEmpty();
        assertThat(customers.detach(visa)).isInstanceOf(GatewayAnswer.Refused.class);
    }

    @Test
    void shouldNotSaveACardThatIsDeclinedAtOnce() {
        assertThat(customers.attach(customer, "pm_card_visa_chargeDeclinedLostCard"))
                .isEqualTo(new GatewayAnswer.Refused<>("lost_card"));
    }

    @Test
    void shouldGiveNobodyARoleWhoIsNotTheCustomers() {
        String others =
                rig.saved(GatewayRig.done(customers.openCustomer("other", null, null, Map.of())), "pm_card_visa");

        assertThat(customers.assign(customer, others, MethodRole.DEFAULT))
                .isEqualTo(new GatewayAnswer.Refused<>("resource_missing"));
    }

    @Test
    void shouldBeginASetupWithoutShowingItsSecret() {
        Setup setup = GatewayRig.done(customers.setUp(customer));

        assertThat(setup.clientSecret()).startsWith(setup.id());
        assertThat(setup.toString()).doesNotContain("_secret_");
    }

    @Test
    void shouldLinkToThePortal() {
        String url = GatewayRig.done(customers.portal(customer, "http://localhost:8080/billing"));

        rig.click(url, "add=pm_card_visa");

        assertThat(methods()).hasSize(1);
    }

    @Test
    void shouldSayThatNobodyKnowsWhenThereIsNoAnswer() {
        rig.provoke(Fault.TIMEOUT, "GET /v1/customers/*", 1);

        assertThat(customers.methods(customer)).isInstanceOf(GatewayAnswer.Unavailable.class);
    }
}
