package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a call is answered with once it has been carried out; a declined payment is such an answer, not a refusal. */
record Answer(int status, ObjectNode body) {
    static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    static Answer declined(ObjectNode error) {
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Answer(402, body);
    }

    boolean isOk() {
        return status == 200;
    }
}
