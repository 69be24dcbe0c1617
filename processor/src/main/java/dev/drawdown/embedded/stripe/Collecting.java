package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.Behaviour.Authenticates;
import dev.drawdown.embedded.stripe.Behaviour.Declines;
import dev.drawdown.embedded.stripe.Behaviour.Disputed;
import dev.drawdown.embedded.stripe.Behaviour.Pays;
import dev.drawdown.embedded.stripe.Behaviour.RefundsLate;
import dev.drawdown.embedded.stripe.Behaviour.Settles;
import dev.drawdown.embedded.stripe.Behaviour.StaysUnderWay;
import org.jspecify.annotations.Nullable;

/** Attempts to collect a payment intent's amount; the only place where the simulator takes money. */
final class Collecting {
    private Collecting() {}

    /** Confirms an open intent with a payment method. */
    static Answer attempt(
            Session session, ObjectNode intent, ObjectNode method, boolean offSession, @Nullable String returnUrl) {
        intent.put("payment_method", Json.text(method, "id"));
        intent.putNull("next_action");
        return switch (PaymentMethods.behaviour(method)) {
            case Authenticates authenticates
            when asks(authenticates, method, offSession) ->
                offSession
                        ? decline(session, intent, method, Declined.needsCustomer(method))
                        : ask(session, intent, returnUrl);
            case Authenticates(var _, Declines then)
            when then != null -> decline(session, intent, method, Declined.error(then, method));
            case Declines declines -> decline(session, intent, method, Declined.error(declines, method));
            case Settles settles -> {
                String failure = settles.failure();
                process(session, intent, method);
                session.later(
                        Due.SETTLE_PAYMENT, Json.text(intent, "id"), failure == null ? "" : failure, Due.SETTLING);
                yield Answer.ok(intent);
            }
            case StaysUnderWay _ -> {
                process(session, intent, method);
                yield Answer.ok(intent);
            }
            case Disputed disputed -> {
                succeed(session, intent, Charges.make(session, intent, method, "succeeded"));
                session.later(
                        Due.OPEN_DISPUTE, charge(intent), disputed.reason() + "/" + disputed.status(), Due.DISPUTING);
                yield Answer.ok(intent);
            }
            case Pays _, RefundsLate _, Authenticates _ -> {
                succeed(session, intent, Charges.make(session, intent, method, "succeeded"));
                yield Answer.ok(intent);
            }
        };
    }

    private static boolean asks(Authenticates authenticates, ObjectNode method, boolean offSession) {
        return switch (authenticates.when()) {
            case ALWAYS -> true;
            case UNLESS_SET_UP -> !PaymentMethods.isSetUp(method);
            case ON_SESSION -> !offSession;
        };
    }

    private static Answer ask(Session session, ObjectNode intent, @Nullable String returnUrl) {
        intent.put("status", "requires_action");
        intent.set("next_action", NextAction.redirect(session, intent, returnUrl));
        session.event("payment_intent.requires_action", intent);
        return Answer.ok(intent);
    }

    private static void process(Session session, ObjectNode intent, ObjectNode method) {
        intent.put("status", "processing").putNull("last_payment_error");
        ObjectNode charge = Charges.make(session, intent, method, "pending");
        session.event("charge.pending", charge);
        session.event("payment_intent.processing", intent);
    }

    /** The customer has answered at their bank's page. */
    static void authenticated(Session session, ObjectNode intent, boolean approved) {
        if (!Json.text(intent, "status").equals("requires_action")) {
            return;
        }
        ObjectNode method = session.edit(PaymentMethods.KIND, Json.text(intent, "payment_method"));
        intent.putNull("next_action");
        if (!approved) {
            decline(session, intent, method, Declined.notAuthenticated(method));
        } else if (PaymentMethods.behaviour(method) instanceof Authenticates(var _, Declines then) && then != null) {
            decline(session, intent, method, Declined.error(then, method));
        } else {
            succeed(session, intent, Charges.make(session, intent, method, "succeeded"));
        }
    }

    /** A bank debit is known at last; a reason says that it failed. */
    static void settle(Session session, ObjectNode intent, String failure) {
        if (!Json.text(intent, "status").equals("processing")) {
            return;
        }
        ObjectNode charge = session.edit(Charges.KIND, charge(intent));
        if (failure.isEmpty()) {
            succeed(session, intent, charge);
            return;
        }
        ObjectNode method = session.get(PaymentMethods.KIND, Json.text(intent, "payment_method"), "payment_method");
        ObjectNode error = Declined.returned(failure, method);
        Charges.fail(charge, error);
        fail(session, intent, charge, error);
    }

    private static Answer decline(Session session, ObjectNode intent, ObjectNode method, ObjectNode error) {
        ObjectNode charge = Charges.make(session, intent, method, "failed");
        Charges.fail(charge, error);
        error.put("charge", Json.text(charge, "id"));
        fail(session, intent, charge, error);
        ObjectNode answer = error.deepCopy();
        answer.set("payment_intent", Json.visible(intent));
        return Answer.declined(answer);
    }

    private static void fail(Session session, ObjectNode intent, ObjectNode charge, ObjectNode error) {
        intent.put("status", "requires_payment_method").putNull("payment_method");
        intent.set("last_payment_error", error);
        session.event("charge.failed", charge);
        session.event("payment_intent.payment_failed", intent);
        Invoices.paymentFailed(session, intent);
    }

    private static void succeed(Session session, ObjectNode intent, ObjectNode charge) {
        Charges.succeed(session, charge);
        intent.put("status", "succeeded").putNull("last_payment_error");
        intent.put("amount_received", intent.path("amount").asLong());
        session.event("charge.succeeded", charge);
        session.event("payment_intent.succeeded", intent);
        if (Json.reference(intent, "setup_future_usage") != null && Json.reference(intent, "customer") != null) {
            PaymentMethods.save(
                    session,
                    session.edit(PaymentMethods.KIND, Json.text(intent, "payment_method")),
                    Json.text(intent, "customer"));
        }
        Invoices.paymentSucceeded(session, intent);
    }

    private static String charge(ObjectNode intent) {
        return Json.text(intent, "latest_charge");
    }
}
