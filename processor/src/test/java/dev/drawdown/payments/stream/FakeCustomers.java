package dev.drawdown.payments.stream;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Customers of a provider that is there or not; what is saved with them is as a test says. */
final class FakeCustomers implements CustomerGateway {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> opened = new CopyOnWriteArrayList<>();
    GatewayAnswer<List<SavedMethod>> methods = new GatewayAnswer.Done<>(List.of());
    GatewayAnswer<String> customer = new GatewayAnswer.Done<>("cus_1");

    static <T> GatewayAnswer<T> away() {
        return new GatewayAnswer.Unavailable<>(Duration.ofSeconds(7), "no_answer");
    }

    @Override
    public GatewayAnswer<String> openCustomer(
            String payerId, @Nullable String name, @Nullable String email, Map<String, String> metadata) {
        opened.add(payerId + " " + name + " " + email + " " + metadata);
        return customer;
    }

    @Override
    public GatewayAnswer<List<SavedMethod>> methods(String customerId) {
        asked.add(customerId);
        return methods;
    }

    @Override
    public GatewayAnswer<Setup> setUp(String customerId) {
        throw unexpected();
    }

    @Override
    public GatewayAnswer<SavedMethod> attach(String customerId, String methodId) {
        throw unexpected();
    }

    @Override
    public GatewayAnswer<SavedMethod> reserve(String methodId, String payerId) {
        throw unexpected();
    }

    @Override
    public GatewayAnswer<SavedMethod> detach(String methodId) {
        throw unexpected();
    }

    @Override
    public GatewayAnswer<SavedMethod> assign(String customerId, String methodId, MethodRole role) {
        throw unexpected();
    }

    @Override
    public GatewayAnswer<String> portal(String customerId, String returnUrl) {
        throw unexpected();
    }

    private static AssertionError unexpected() {
        return new AssertionError("Expected to open customers and list methods, but it was something else");
    }
}
