package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer.Done;
import dev.drawdown.payments.stripe.StripeAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo stands on. */
class DemoStackTest {
    private static final DemoStack.Ports ANY = new DemoStack.Ports(0, 0, 0, 0);

    @TempDir
    private Path data = Path.of("");

    private static CustomerGateway customers(DemoStack stack) {
        return new StripeAccount(stack.config().stripe(), Clock.systemUTC()).customers();
    }

    @Test
    void shouldTalkToTheSimulatorAndFindItAgainAfterARestart() {
        String customer;
        try (DemoStack stack = DemoStack.open(ANY, data, Map.of())) {
            CustomerGateway customers = customers(stack);
            assertThat(customers.openCustomer("acme", "Acme", null, Map.of())).isInstanceOf(Done.class);
            customer = ((Done<String>) customers.openCustomer("acme", "Acme", null, Map.of())).value();
        }

        try (DemoStack stack = DemoStack.open(ANY, data, Map.of())) {
            CustomerGateway customers = customers(stack);
            assertThat(customers.methods(customer)).isEqualTo(new Done<>(List.of()));
        }
    }

    @Test
    void shouldRefuseAKeyThatMovesMoneyBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> DemoStack.open(ANY, data, Map.of("STRIPE_API_KEY", "sk_live_1234")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("test key")
                .hasMessageNotContaining("1234");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void shouldNameTheOptionOfAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> DemoStack.open(new DemoStack.Ports(0, 0, 0, taken.getLocalPort()), data, Map.of()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("--stripe-port");
        }
        assertThat(Files.exists(data.resolve("stripe"))).isFalse();
    }
}
