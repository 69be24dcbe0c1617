package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HttpStatus;
import java.util.Set;

/** What a customer may not say in a call that they may make. */
final class Forbidden {
    private Forbidden() {}

    static ProblemException field(String name) {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "FORBIDDEN_FIELD",
                "Expected no " + name + " from a customer, but it is there; leave it out, or ask whoever runs this"
                        + " installation.");
    }

    /** Refuses all fields of a customer's body but these. */
    static void unlessCustomerSays(Call call, ObjectNode body, Set<String> allowed) {
        if (call.caller().role() == AccessRole.CUSTOMER) {
            body.fieldNames().forEachRemaining(name -> {
                if (!allowed.contains(name)) {
                    throw field(name);
                }
            });
        }
    }
}
