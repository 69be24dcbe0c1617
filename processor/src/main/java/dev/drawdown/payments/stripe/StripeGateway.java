package dev.drawdown.payments.stripe;

import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import dev.drawdown.engine.NoCardAsked;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect.Direct;
import dev.drawdown.payments.ChargeRequest.Collect.Invoiced;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import dev.drawdown.payments.stripe.Failures.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money in and out at Stripe: one object for one request, whoever asks and however often.
 *
 * <p>A request is one PaymentIntent, created under the request's identity as key. Each attempt confirms it under a key
 * of its own. While a key can be trusted, an attempt of which nothing is known is made again under the same key, which
 * at Stripe is the same call. Keys expire after a day, so after {@link Keys#TRUSTED} nothing is called any more, only
 * read. What was created but whose id was lost is found among the customer's objects by its metadata: Stripe's search
 * lags behind, its lists do not.
 *
 * <p>A 500 may have charged, and its key repeats the 500 whatever happened: so after an answer that says nothing, the
 * object itself is read, and believed only where it leaves no doubt.
 */
final class StripeGateway implements PaymentGateway {
    private static final Logger log = LoggerFactory.getLogger(StripeGateway.class);

    /** So long after, no call can still be on its way; what is not in the list will not be. */
    private static final Declined NOT_CREATED = new Declined(null, null, DeclineKind.SOFT, NoCardAsked.NOT_CREATED);

    private final Intents intents;
    private final Invoices invoices;
    private final Refunds refunds;
    private final Keys keys;

    StripeGateway(Intents intents, Invoices invoices, Refunds refunds, Keys keys) {
        this.intents = intents;
        this.invoices = invoices;
        this.refunds = refunds;
        this.keys = keys;
    }

    @Override
    public PaymentResult collect(ChargeRequest request) {
        return Failures.answered(request.providerId(), () -> switch (request.collect()) {
            case Direct _ -> attempt(request, intents, () -> intents.open(request));
            case Invoiced invoiced -> attempt(request, invoices, () -> invoices.draft(request, invoiced));
        });
    }

    @Override
    public PaymentResult look(ChargeRequest request) {
        return Failures.answered(request.providerId(), () -> {
            ChargeObjects objects = objects(request);
            String id = request.providerId() == null ? objects.find(request) : request.providerId();
            return id == null ? new Unknown(null, "not_found") : objects.look(request, id);
        });
    }

    @Override
    public PaymentResult abandon(ChargeRequest request) {
        return Failures.answered(request.providerId(), () -> {
            ChargeObjects objects = objects(request);
            String id = request.providerId() == null ? objects.find(request) : request.providerId();
            if (id == null) {
                return new Unknown(null, "not_found");
            }
            try {
                return objects.abandon(request, id);
            } catch (InvalidRequestException tooLate) {
                log.debug("{} cannot be abandoned any more: {}", request.requestId(), tooLate.getCode());
                return look(request);
            }
        });
    }

    @Override
    public PaymentResult refund(RefundRequest request) {
        return Failures.answered(null, () -> refunds.attempt(request));
    }

    @Override
    public PaymentResult look(RefundRequest request) {
        return Failures.answered(null, () -> refunds.look(request));
    }

    private ChargeObjects objects(ChargeRequest request) {
        return switch (request.collect()) {
            case Direct _ -> intents;
            case Invoiced _ -> invoices;
        };
    }

    private PaymentResult attempt(ChargeRequest request, ChargeObjects objects, Call<String> creation)
            throws StripeException {
        @Nullable String id;
        try {
            id = idOf(request, objects, creation);
        } catch (InvalidRequestException refusal) {
            return Failures.refused(null, refusal);
        }
        return id == null ? NOT_CREATED : objects.attempt(request, id);
    }

    /** Returns the id that is known, or that of what is created now; null where it is too late for that and there is none. */
    private @Nullable String idOf(ChargeRequest request, ChargeObjects objects, Call<String> creation)
            throws StripeException {
        if (request.providerId() != null) {
            return request.providerId();
        }
        return keys.areTrusted(request.firstSentAt()) ? created(request, objects, creation) : objects.find(request);
    }

    private static String created(ChargeRequest request, ChargeObjects objects, Call<String> creation)
            throws StripeException {
        try {
            return creation.make();
        } catch (ApiException | IdempotencyException unclear) {
            String found = objects.find(request);
            if (found == null) {
                throw unclear;
            }
            return found;
        }
    }
}
