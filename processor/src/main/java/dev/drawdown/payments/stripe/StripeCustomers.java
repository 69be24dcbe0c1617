package dev.drawdown.payments.stripe;

import com.stripe.model.Customer;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodUpdateParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.billingportal.SessionCreateParams;
import com.stripe.service.V1Services;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.payments.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Customers at Stripe and what they pay with; the role of a payment method is kept with the customer, its payer with the
 * method.
 */
final class StripeCustomers implements CustomerGateway {
    private static final String BACKUP = "drawdown_backup";
    private static final String PAYER = "drawdown_payer";

    private final V1Services stripe;

    StripeCustomers(V1Services stripe) {
        this.stripe = stripe;
    }

    @Override
    public GatewayAnswer<String> openCustomer(
            String payerId, @Nullable String name, @Nullable String email, Map<String, String> metadata) {
        String trace = "customer/" + payerId;
        CustomerCreateParams params = CustomerCreateParams.builder()
                .putAllMetadata(Traces.metadata(trace, Map.of()))
                .build();
        // A key fits one call only: what may be another the next time is said in a call without one.
        CustomerUpdateParams present = CustomerUpdateParams.builder()
                .setName(name)
                .setEmail(email)
                .putAllMetadata(Traces.metadata(trace, metadata))
                .build();
        return Failures.asked(() -> {
            String id = stripe.customers().create(params, Keys.under(trace)).getId();
            return name == null && email == null && metadata.isEmpty()
                    ? id
                    : stripe.customers().update(id, present).getId();
        });
    }

    @Override
    public GatewayAnswer<Setup> setUp(String customerId) {
        return Failures.asked(() -> {
            SetupIntent intent = stripe.setupIntents()
                    .create(SetupIntentCreateParams.builder()
                            .setCustomer(customerId)
                            .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION)
                            .build());
            return new Setup(intent.getId(), intent.getClientSecret());
        });
    }

    @Override
    public GatewayAnswer<List<SavedMethod>> methods(String customerId) {
        return Failures.asked(() -> {
            Customer customer = stripe.customers().retrieve(customerId);
            CustomerPaymentMethodListParams.Builder params =
                    CustomerPaymentMethodListParams.builder().setLimit(StripeAccount.PAGE);
            Pages<PaymentMethod> pages = last -> stripe.customers()
                    .paymentMethods()
                    .list(customerId, params.setStartingAfter(last).build());
            List<SavedMethod> saved = new ArrayList<>();
            var _ = pages.each(method -> saved.add(saved(method, role(customer, method.getId()))));
            return saved;
        });
    }

    private static MethodRole role(Customer customer, String method) {
        if (method.equals(customer.getInvoiceSettings().getDefaultPaymentMethod())) {
            return MethodRole.DEFAULT;
        }
        return method.equals(customer.getMetadata().get(BACKUP)) ? MethodRole.BACKUP : MethodRole.NONE;
    }

    private static SavedMethod saved(PaymentMethod method, MethodRole role) {
        PaymentMethod.Card card = method.getCard();
        if (card != null) {
            String expires = "%d-%02d".formatted(card.getExpYear(), card.getExpMonth());
            return new SavedMethod(method.getId(), card.getBrand(), card.getLast4(), expires, role, payer(method));
        }
        PaymentMethod.UsBankAccount bank = method.getUsBankAccount();
        String last4 = bank == null ? "" : bank.getLast4();
        return new SavedMethod(method.getId(), method.getType(), last4, "", role, payer(method));
    }

    private static @Nullable String payer(PaymentMethod method) {
        return method.getMetadata() == null ? null : method.getMetadata().get(PAYER);
    }

    @Override
    public GatewayAnswer<SavedMethod> attach(String customerId, String methodId) {
        PaymentMethodAttachParams params =
                PaymentMethodAttachParams.builder().setCustomer(customerId).build();
        return Failures.asked(() -> saved(stripe.paymentMethods().attach(methodId, params), MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> reserve(String methodId, String payerId) {
        PaymentMethodUpdateParams params = PaymentMethodUpdateParams.builder()
                .putMetadata(PAYER, Traces.value(payerId))
                .build();
        return Failures.asked(() -> saved(stripe.paymentMethods().update(methodId, params), MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> detach(String methodId) {
        return Failures.asked(() -> saved(stripe.paymentMethods().detach(methodId), MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> assign(String customerId, String methodId, MethodRole role) {
        return Failures.asked(() -> {
            MethodRole before = role(stripe.customers().retrieve(customerId), methodId);
            PaymentMethod method = stripe.customers().paymentMethods().retrieve(customerId, methodId);
            CustomerUpdateParams.Builder params = CustomerUpdateParams.builder();
            if (role == MethodRole.DEFAULT || before == MethodRole.DEFAULT) {
                params.setInvoiceSettings(defaultMethod(role == MethodRole.DEFAULT ? methodId : ""));
            }
            if (role == MethodRole.BACKUP || before == MethodRole.BACKUP) {
                params.putMetadata(BACKUP, role == MethodRole.BACKUP ? methodId : "");
            }
            return saved(method, role(stripe.customers().update(customerId, params.build()), methodId));
        });
    }

    private static CustomerUpdateParams.InvoiceSettings defaultMethod(String methodId) {
        return CustomerUpdateParams.InvoiceSettings.builder()
                .setDefaultPaymentMethod(methodId)
                .build();
    }

    @Override
    public GatewayAnswer<String> portal(String customerId, String backTo) {
        SessionCreateParams params = SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(backTo)
                .build();
        return Failures.asked(
                () -> stripe.billingPortal().sessions().create(params).getUrl());
    }
}
