package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Where a customer is sent to authenticate: a page of the simulator, where a person approves or refuses. */
final class NextAction {
    private NextAction() {}

    static ObjectNode redirect(Session session, ObjectNode intent, @Nullable String returnUrl) {
        String page = session.page("authenticate/" + Json.text(intent, "id"));
        if (returnUrl == null) {
            // Without an address to come back to, Stripe leaves it to its script in the browser.
            ObjectNode action = Json.object().put("type", "use_stripe_sdk");
            action.putObject("use_stripe_sdk")
                    .put("type", "three_d_secure_redirect")
                    .put("stripe_js", page);
            return action;
        }
        ObjectNode action = Json.object().put("type", "redirect_to_url");
        action.putObject("redirect_to_url").put("url", page).put("return_url", returnUrl);
        return action;
    }
}
