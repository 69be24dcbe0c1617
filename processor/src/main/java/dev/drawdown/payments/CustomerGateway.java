package dev.drawdown.payments;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom money is collected from, and with what. */
public interface CustomerGateway {
    /**
     * Registers a payer; again with the same payer id within a day, returns the same customer, whatever else is said of it
     * by then. Whoever asks keeps the id.
     *
     * @param metadata what the customer can be traced back by
     */
    GatewayAnswer<String> openCustomer(
            String payerId, @Nullable String name, @Nullable String email, Map<String, String> metadata);

    /** Begins to save a payment method; the customer completes it in their browser with the secret. */
    GatewayAnswer<Setup> setUp(String customerId);

    /** Returns the saved payment methods, newest first. */
    GatewayAnswer<List<SavedMethod>> methods(String customerId);

    /** Saves a payment method for the customer. */
    GatewayAnswer<SavedMethod> attach(String customerId, String methodId);

    /** Keeps with a saved payment method which of an owner's payers it was saved for. */
    GatewayAnswer<SavedMethod> reserve(String methodId, String payerId);

    /** Lets a payment method go; it cannot be used again. */
    GatewayAnswer<SavedMethod> detach(String methodId);

    /** Gives a saved payment method a role; whichever had it before loses it. */
    GatewayAnswer<SavedMethod> assign(String customerId, String methodId, MethodRole role);

    /** Returns a link, good for a short while, to Stripe's page where the customer looks after their payment methods. */
    GatewayAnswer<String> portal(String customerId, String returnUrl);

    /**
     * A payment method on its way to be saved.
     *
     * @param clientSecret what the browser completes it with; never to be logged
     */
    record Setup(String id, String clientSecret) {
        @Override
        public String toString() {
            return "Setup[id=" + id + "]";
        }
    }
}
