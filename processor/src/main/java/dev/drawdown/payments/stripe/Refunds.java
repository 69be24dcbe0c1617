package dev.drawdown.payments.stripe;

import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.V1Services;
import dev.drawdown.engine.NoCardAsked;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import dev.drawdown.payments.Traces;
import org.jspecify.annotations.Nullable;

/** Money given back: each attempt is a refund of its own, which names its request and attempt. */
final class Refunds {
    private final V1Services stripe;
    private final Keys keys;

    Refunds(V1Services stripe, Keys keys) {
        this.stripe = stripe;
        this.keys = keys;
    }

    PaymentResult attempt(RefundRequest request) throws StripeException {
        if (!keys.areTrusted(request.attemptSentAt())) {
            Refund found = find(request);
            return found == null
                    ? new Declined(null, request.chargeId(), DeclineKind.SOFT, NoCardAsked.NOT_ATTEMPTED)
                    : standing(found);
        }
        try {
            return standing(stripe.refunds().create(params(request), Keys.under(request.attemptKey())));
        } catch (ApiException | IdempotencyException | InvalidRequestException unclear) {
            Refund found = find(request);
            if (found != null) {
                return standing(found);
            }
            return unclear instanceof InvalidRequestException
                    ? Failures.refused(null, unclear)
                    : Failures.failed(null, unclear);
        }
    }

    PaymentResult look(RefundRequest request) throws StripeException {
        Refund found = find(request);
        return found == null ? new Unknown(null, "not_found") : standing(found);
    }

    private static RefundCreateParams params(RefundRequest request) {
        return RefundCreateParams.builder()
                .setCharge(request.chargeId())
                .setAmount(StripeAmounts.ceiling(request.amountMicros(), request.currency()))
                .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                .putMetadata(Traces.ATTEMPT, Integer.toString(request.attempt()))
                .build();
    }

    private @Nullable Refund find(RefundRequest request) throws StripeException {
        RefundListParams.Builder params =
                RefundListParams.builder().setCharge(request.chargeId()).setLimit(StripeAccount.PAGE);
        Pages<Refund> pages =
                last -> stripe.refunds().list(params.setStartingAfter(last).build());
        return pages.first(refund -> isFor(request, refund));
    }

    private static boolean isFor(RefundRequest request, Refund refund) {
        return Traces.value(request.requestId()).equals(refund.getMetadata().get(Traces.REQUEST))
                && Integer.toString(request.attempt())
                        .equals(refund.getMetadata().get(Traces.ATTEMPT));
    }

    private static PaymentResult standing(Refund refund) {
        String id = refund.getId();
        return switch (refund.getStatus()) {
            case "succeeded" ->
                new Succeeded(
                        id, refund.getCharge(), StripeAmounts.toMicros(refund.getAmount(), refund.getCurrency()), null);
            case "pending", "requires_action" -> new Processing(id, refund.getCharge());
            case "failed", "canceled" ->
                new Declined(id, refund.getCharge(), DeclineKind.HARD, String.valueOf(refund.getFailureReason()));
            default -> new Unknown(id, refund.getStatus());
        };
    }
}
