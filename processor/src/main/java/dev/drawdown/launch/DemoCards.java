package dev.drawdown.launch;

import dev.drawdown.demo.CardDesk;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Saves the demo's cards at Stripe, or at what stands in its place. */
record DemoCards(CustomerGateway customers) implements CardDesk {
    private static final List<MethodRole> ROLES = List.of(MethodRole.DEFAULT, MethodRole.BACKUP);

    @Override
    public PaymentMethodsChanged save(String ownerId, String company, List<String> testCards) {
        String customer = done(customers.openCustomer(ownerId, company, null, Map.of("drawdown_owner", ownerId)));
        List<PaymentMethod> methods = new ArrayList<>();
        for (String card : testCards) {
            SavedMethod attached = done(customers.attach(customer, card));
            SavedMethod saved = done(customers.assign(customer, attached.id(), ROLES.get(methods.size())));
            methods.add(PaymentMethod.newBuilder()
                    .setId(saved.id())
                    .setPayerId(ownerId)
                    .setBrand(saved.brand())
                    .setLast4(saved.last4())
                    .setExpires(saved.expires())
                    .setRole(saved.role().name())
                    .build());
        }
        return PaymentMethodsChanged.newBuilder()
                .setCustomerId(customer)
                .setMethods(methods)
                .build();
    }

    private static <T> T done(GatewayAnswer<T> answer) {
        return switch (answer) {
            case GatewayAnswer.Done<T>(T value) -> value;
            case GatewayAnswer.Refused<T>(String code) ->
                throw new CommandFailure("Expected to save the demo's cards, but Stripe refused: " + code);
            case GatewayAnswer.Unavailable<T>(var _, String reason) ->
                throw new CommandFailure("Expected to save the demo's cards, but Stripe did not answer: " + reason);
        };
    }
}
