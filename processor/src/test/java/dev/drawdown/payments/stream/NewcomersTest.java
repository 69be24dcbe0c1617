package dev.drawdown.payments.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethodsChanged;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Owners who are to be invoiced and are nobody's customers yet. */
class NewcomersTest {
    private static final Owner ACME = Owner.newBuilder().setOwnerId("acme").build();

    private final WebhookRig rig = new WebhookRig();
    private final Newcomers newcomers =
            new Newcomers(rig.customers, rig.news, () -> WebhookRig.NOW, Duration.ofSeconds(20));

    /** Opens, and waits until that is over. */
    private void open(Owner... owners) {
        for (Owner owner : owners) {
            newcomers.open(owner);
        }
        newcomers.close();
    }

    @Test
    void shouldOpenTheSameCustomerAsOthersDoAndTellTheOwner() {
        open(ACME);

        assertThat(rig.customers.opened).containsExactly("acme null null {drawdown_owner=acme}");
        OwnerCommand told = rig.told().getFirst();
        assertThat(told.getOwnerId()).isEqualTo("acme");
        assertThat(told.getBody())
                .isEqualTo(PaymentMethodsChanged.newBuilder()
                        .setCustomerId("cus_1")
                        .setMethods(List.of())
                        .build());
    }

    @Test
    void shouldTellOfACardThatWasSavedMeanwhile() {
        rig.customers.methods = new GatewayAnswer.Done<>(
                List.of(new SavedMethod("pm_1", "visa", "4242", "2030-01", MethodRole.DEFAULT, null)));

        open(ACME);

        assertThat(((PaymentMethodsChanged) rig.told().getFirst().getBody()).getMethods())
                .containsExactly(PaymentRig.method("pm_1", "acme", "DEFAULT"));
    }

    @Test
    void shouldTellNothingThatIsNotKnown() {
        rig.customers.methods = FakeCustomers.away();
        open(ACME);

        assertThat(rig.customers.opened).hasSize(1);
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldLeaveItToTheNextTimeWhenThereIsNoCustomer() {
        rig.customers.customer = FakeCustomers.away();
        open(ACME);

        assertThat(rig.customers.asked).isEmpty();
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldGoOnWithOthersAfterARefusal() {
        rig.customers.customer = new GatewayAnswer.Refused<>("invalid_request");

        open(ACME, Owner.newBuilder().setOwnerId("bolt").build());

        assertThat(rig.customers.opened).hasSize(2);
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void shouldOpenNoneOnceItIsStopped() {
        open(ACME);

        newcomers.open(ACME);

        assertThat(rig.customers.opened).hasSize(1);
    }
}
