package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What happens by itself once its time has come. */
enum Due {
    SETTLE_PAYMENT,
    SETTLE_REFUND,
    FAIL_REFUND,
    OPEN_DISPUTE;

    /** The kind of the objects that remember it. */
    static final String KIND = "_due";

    /** Days at Stripe; a demo does not wait that long. */
    static final Duration SETTLING = Duration.ofSeconds(3);

    static final Duration DISPUTING = Duration.ofSeconds(2);

    static void carryOut(Session session, ObjectNode due) {
        String target = Json.text(due, "target");
        String detail = Json.text(due, "detail");
        session.remove(Json.text(due, "id"));
        if (session.find(target) == null) {
            return;
        }
        switch (valueOf(Json.text(due, "what"))) {
            case SETTLE_PAYMENT -> Collecting.settle(session, session.edit(PaymentIntents.KIND, target), detail);
            case SETTLE_REFUND -> Refunds.settle(session, session.edit(Refunds.KIND, target));
            case FAIL_REFUND -> Refunds.fail(session, session.edit(Refunds.KIND, target));
            case OPEN_DISPUTE -> {
                int slash = detail.indexOf('/');
                Disputes.open(
                        session,
                        session.edit(Charges.KIND, target),
                        detail.substring(0, slash),
                        detail.substring(slash + 1));
            }
        }
    }
}
