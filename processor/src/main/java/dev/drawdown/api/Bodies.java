package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What bodies may not say, since the path says it. */
final class Bodies {
    private Bodies() {}

    static void refuse(ObjectNode body, String field) {
        if (body.has(field)) {
            throw Call.bad("INVALID_BODY", "Expected no " + field + " in the body, but it is there; the path names it");
        }
    }
}
