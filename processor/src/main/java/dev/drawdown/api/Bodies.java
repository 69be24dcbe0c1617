package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What bodies may not say, since the path says it. */
final class Bodies {
    private Bodies() {}

    /** Refuses every field, where there is nothing to say. */
    static void refuseAll(Call call) {
        for (String field : (Iterable<String>) call.optionalBody()::fieldNames) {
            throw Call.bad(
                    "INVALID_BODY", "Expected no " + field + " in the body, but it is there; leave the body out");
        }
    }

    static void refuse(ObjectNode body, String field) {
        if (body.has(field)) {
            throw Call.bad("INVALID_BODY", "Expected no " + field + " in the body, but it is there; the path names it");
        }
    }
}
