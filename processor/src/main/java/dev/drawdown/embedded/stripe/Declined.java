package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.Behaviour.Declines;

/** The error objects of payments that the issuer or the customer did not let through. */
final class Declined {
    private Declined() {}

    static ObjectNode error(Declines declines, ObjectNode method) {
        ObjectNode error = error(declines.code(), "The card was declined: " + declines.declineCode(), method);
        error.put("decline_code", declines.declineCode());
        if (declines.adviceCode() != null) {
            error.put("advice_code", declines.adviceCode());
        }
        if (declines.declineCode().equals("insufficient_funds")) {
            error.put("network_decline_code", "51");
        }
        return error;
    }

    /** The customer is away but would have to authenticate. */
    static ObjectNode needsCustomer(ObjectNode method) {
        return error("authentication_required", "The card asks for the customer, who is away", method)
                .put("decline_code", "authentication_required");
    }

    /** The customer did not authenticate. */
    static ObjectNode notAuthenticated(ObjectNode method) {
        return error("payment_intent_authentication_failure", "The customer did not authenticate", method);
    }

    /** A bank sent a debit back. */
    static ObjectNode returned(String reason, ObjectNode method) {
        String code = reason.equals("insufficient_funds") ? reason : "payment_method_customer_decline";
        return error(code, "The bank sent the debit back: " + reason, method).put("decline_code", reason);
    }

    private static ObjectNode error(String code, String message, ObjectNode method) {
        ObjectNode error = Json.object()
                .put("code", code)
                .put("doc_url", "https://docs.stripe.com/error-codes#" + code.replace('_', '-'))
                .put("message", message)
                .put("type", "card_error");
        error.set("payment_method", Json.visible(method));
        return error;
    }
}
