package dev.drawdown.payments.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.ApiResource;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.service.V1Services;
import dev.drawdown.engine.NoCardAsked;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is collected from a saved payment method: one PaymentIntent, which each attempt confirms. */
final class Intents implements ChargeObjects {
    private static final Logger log = LoggerFactory.getLogger(Intents.class);

    private final V1Services stripe;
    private final Keys keys;
    private final String returnUrl;

    Intents(V1Services stripe, Keys keys, String returnUrl) {
        this.stripe = stripe;
        this.keys = keys;
        this.returnUrl = returnUrl;
    }

    /** Returns the id of the intent that is made for a request. */
    String open(ChargeRequest request) throws StripeException {
        return stripe.paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(StripeAmounts.ceiling(request.amountMicros(), request.currency()))
                                .setCurrency(request.currency())
                                .setCustomer(request.customerId())
                                .setDescription(request.description())
                                .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                                        .setEnabled(true)
                                        .build())
                                .build(),
                        Keys.under(request.requestId()))
                .getId();
    }

    @Override
    public @Nullable String find(ChargeRequest request) throws StripeException {
        PaymentIntentListParams.Builder params = PaymentIntentListParams.builder()
                .setCustomer(request.customerId())
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(ChargeObjects.since(request))
                        .build())
                .setLimit(StripeAccount.PAGE);
        Pages<PaymentIntent> pages = last ->
                stripe.paymentIntents().list(params.setStartingAfter(last).build());
        PaymentIntent found = pages.first(intent ->
                Traces.value(request.requestId()).equals(intent.getMetadata().get(Traces.REQUEST)));
        return found == null ? null : found.getId();
    }

    @Override
    public PaymentResult attempt(ChargeRequest request, String id) throws StripeException {
        if (!keys.areTrusted(request.attemptSentAt())) {
            return look(request, id);
        }
        try {
            return confirm(request, id);
        } catch (StripeException unclear) {
            return afterDoubt(request, id, unclear);
        }
    }

    @Override
    public PaymentResult look(ChargeRequest request, String id) throws StripeException {
        return standing(request, read(id));
    }

    @Override
    public PaymentResult abandon(ChargeRequest request, String id) throws StripeException {
        return standing(request, stripe.paymentIntents().cancel(id, Keys.under(request.requestId() + "/cancel")));
    }

    private PaymentResult afterDoubt(ChargeRequest request, String id, StripeException unclear) {
        if (Failures.waitAfter(unclear) != null) {
            return Failures.failed(id, unclear);
        }
        try {
            PaymentResult known = known(request, read(id));
            if (known != null) {
                return known;
            }
        } catch (StripeException unreadable) {
            log.debug("{} cannot be read: {}", request.requestId(), Failures.what(unreadable));
            return Failures.failed(id, unclear);
        }
        return unclear instanceof InvalidRequestException
                ? Failures.refused(id, unclear)
                : Failures.failed(id, unclear);
    }

    private PaymentResult confirm(ChargeRequest request, String id) throws StripeException {
        try {
            return confirm(request, id, request.attemptKey(), true);
        } catch (CardException declined) {
            if (!"authentication_required".equals(Failures.reason(declined))) {
                return Failures.refused(id, declined);
            }
        }
        try {
            // Known to have failed without the customer; so now the same attempt with the customer, who gets the link.
            return confirm(request, id, request.attemptKey() + "/customer", false);
        } catch (CardException declined) {
            return Failures.refused(id, declined);
        }
    }

    private PaymentResult confirm(ChargeRequest request, String id, String key, boolean offSession)
            throws StripeException {
        PaymentIntentConfirmParams.Builder params = PaymentIntentConfirmParams.builder()
                .setPaymentMethod(request.methodId())
                .setReturnUrl(returnUrl)
                .addExpand("latest_charge");
        if (offSession) {
            params.setOffSession(true);
        }
        PaymentIntent confirmed = stripe.paymentIntents().confirm(id, params.build(), Keys.under(key));
        // What a key repeats is how things stood then.
        return standing(request, isRepeated(confirmed) ? read(id) : confirmed);
    }

    private static boolean isRepeated(ApiResource answer) {
        return answer.getLastResponse()
                .headers()
                .firstValue("Idempotent-Replayed")
                .isPresent();
    }

    private PaymentIntent read(String id) throws StripeException {
        return stripe.paymentIntents()
                .retrieve(
                        id,
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge")
                                .build());
    }

    private PaymentResult standing(ChargeRequest request, PaymentIntent intent) {
        PaymentResult known = known(request, intent);
        if (known != null) {
            return known;
        }
        // So long after, no call of this attempt can still be on its way.
        return keys.areTrusted(request.attemptSentAt())
                ? new Unknown(intent.getId(), intent.getStatus())
                : new Declined(intent.getId(), null, DeclineKind.SOFT, NoCardAsked.NOT_ATTEMPTED);
    }

    /** Returns what the intent leaves no doubt about, or null. */
    private static @Nullable PaymentResult known(ChargeRequest request, PaymentIntent intent) {
        String id = intent.getId();
        return switch (intent.getStatus()) {
            case "succeeded" -> {
                Charge charge = intent.getLatestChargeObject();
                yield new Succeeded(
                        id,
                        intent.getLatestCharge(),
                        StripeAmounts.toMicros(intent.getAmountReceived(), intent.getCurrency()),
                        charge == null ? null : charge.getReceiptUrl());
            }
            case "processing" -> new Processing(id, intent.getLatestCharge());
            case "requires_action" -> new ActionRequired(id, actionUrl(intent));
            case "canceled" -> new Declined(id, intent.getLatestCharge(), DeclineKind.HARD, "canceled");
            case "requires_payment_method" -> isAttempted(request, intent) ? declined(intent) : null;
            default -> null;
        };
    }

    private static String actionUrl(PaymentIntent intent) {
        PaymentIntent.NextAction action = intent.getNextAction();
        return action == null || action.getRedirectToUrl() == null
                ? ""
                : action.getRedirectToUrl().getUrl();
    }

    /** An earlier attempt's failure looks the same, but for its charge. */
    private static boolean isAttempted(ChargeRequest request, PaymentIntent intent) {
        StripeError error = intent.getLastPaymentError();
        String charge = intent.getLatestCharge();
        return error != null && (request.attempt() == 1 || (charge != null && !charge.equals(request.lastChargeId())));
    }

    private static PaymentResult declined(PaymentIntent intent) {
        StripeError error = intent.getLastPaymentError();
        String code = error.getDeclineCode() == null ? String.valueOf(error.getCode()) : error.getDeclineCode();
        DeclineKind kind = DeclineKind.of(code, error.getAdviceCode(), error.getNetworkAdviceCode());
        return new Declined(intent.getId(), intent.getLatestCharge(), kind, code);
    }
}
