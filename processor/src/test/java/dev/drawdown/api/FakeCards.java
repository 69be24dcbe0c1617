package dev.drawdown.api;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payment methods by customer, in memory. */
final class FakeCards implements CustomerGateway {
    final Map<String, List<SavedMethod>> saved = new LinkedHashMap<>();
    int opened;
    boolean away;

    FakeCards() {
        reset();
    }

    /** Brings back what there was. */
    void reset() {
        saved.clear();
        saved.put("cus_own", new ArrayList<>(List.of(method("some", MethodRole.DEFAULT))));
        saved.put(
                "cus_foreign",
                new ArrayList<>(List.of(method("some", MethodRole.DEFAULT), method("pm_foreign", MethodRole.NONE))));
    }

    static SavedMethod method(String id, MethodRole role) {
        return new SavedMethod(id, "visa", "4242", "2029-07", role, null);
    }

    @Override
    public GatewayAnswer<String> openCustomer(
            String payerId, @Nullable String name, @Nullable String email, Map<String, String> metadata) {
        opened++;
        saved.putIfAbsent("cus_" + payerId, new ArrayList<>());
        return done("cus_" + payerId);
    }

    @Override
    public GatewayAnswer<Setup> setUp(String customerId) {
        return done(new Setup("seti_1", "seti_1_secret"));
    }

    @Override
    public GatewayAnswer<List<SavedMethod>> methods(String customerId) {
        return done(List.copyOf(saved.getOrDefault(customerId, List.of())));
    }

    @Override
    public GatewayAnswer<SavedMethod> attach(String customerId, String methodId) {
        if (methodId.equals("pm_declined")) {
            return new GatewayAnswer.Refused<>("card_declined");
        }
        SavedMethod method = method(methodId, MethodRole.NONE);
        save(customerId, method);
        return done(method);
    }

    void save(String customerId, SavedMethod method) {
        saved.computeIfAbsent(customerId, _ -> new ArrayList<>()).add(method);
    }

    @Override
    public GatewayAnswer<SavedMethod> reserve(String methodId, String payerId) {
        saved.values()
                .forEach(methods -> methods.replaceAll(
                        method -> method.id().equals(methodId) ? reserved(method, payerId) : method));
        return done(reserved(method(methodId, MethodRole.NONE), payerId));
    }

    private static SavedMethod reserved(SavedMethod method, @Nullable String payerId) {
        return new SavedMethod(method.id(), method.brand(), method.last4(), method.expires(), method.role(), payerId);
    }

    @Override
    public GatewayAnswer<SavedMethod> detach(String methodId) {
        saved.values().forEach(methods -> methods.removeIf(method -> method.id().equals(methodId)));
        return done(method(methodId, MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> assign(String customerId, String methodId, MethodRole role) {
        saved.computeIfPresent(
                customerId,
                (_, methods) -> new ArrayList<>(methods.stream()
                        .map(method -> reserved(
                                method(
                                        method.id(),
                                        method.id().equals(methodId)
                                                ? role
                                                : method.role() == role ? MethodRole.NONE : method.role()),
                                method.payerId()))
                        .toList()));
        return done(method(methodId, role));
    }

    @Override
    public GatewayAnswer<String> portal(String customerId, String returnUrl) {
        return done("https://billing.example/" + customerId + "?back=" + returnUrl);
    }

    private <T> GatewayAnswer<T> done(T value) {
        return away ? new GatewayAnswer.Unavailable<>(Duration.ofSeconds(7), "away") : new GatewayAnswer.Done<>(value);
    }
}
