package dev.drawdown.payments;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import com.stripe.model.StripeError;
import com.stripe.net.ApiResource;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.billingportal.SessionCreateParams;
import com.stripe.service.V1Services;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.payments.ChargeRequest.Collect.Direct;
import dev.drawdown.payments.ChargeRequest.Collect.Invoiced;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe, by its own library; no other file knows it.
 *
 * <p>A request is one PaymentIntent, created under the request's identity as key. Each attempt confirms it under a key
 * of its own. While a key can be trusted, an attempt of which nothing is known is made again under the same key, which
 * at Stripe is the same call. Keys expire after a day, so after {@link #KEYS_TRUSTED} nothing is called any more, only
 * read. What was created but whose id was lost is found among the customer's objects by its metadata: Stripe's search
 * lags behind, its lists do not.
 *
 * <p>A 500 may have charged, and its key repeats the 500 whatever happened: so after an answer that says nothing, the
 * object itself is read, and believed only where it leaves no doubt.
 */
public final class StripeGateway implements PaymentGateway, CustomerGateway, PaymentRecords {
    /** How long after its first use a key surely stands for the same call; Stripe keeps it for a day at least. */
    static final Duration KEYS_TRUSTED = Duration.ofHours(20);

    private static final Logger log = LoggerFactory.getLogger(StripeGateway.class);
    private static final String BACKUP = "drawdown_backup";
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final Duration UNREACHABLE_WAIT = Duration.ofSeconds(5);
    private static final Duration LOCKED_OUT_WAIT = Duration.ofMinutes(1);
    private static final long PAGE = 100;

    private final V1Services stripe;
    private final String returnUrl;
    private final Clock clock;

    private interface Call<T> {
        T make() throws StripeException;
    }

    public StripeGateway(StripeSettings settings, Clock clock) {
        this.stripe = StripeClient.builder()
                .setApiKey(settings.apiKey().value())
                .setApiBase(settings.url())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                // Whether and when to try again is decided by who knows what is at stake.
                .setMaxNetworkRetries(0)
                .build()
                .v1();
        this.returnUrl = settings.returnUrl();
        this.clock = clock;
    }

    private boolean isTrusted(Instant keySentAt) {
        return Duration.between(keySentAt, clock.instant()).compareTo(KEYS_TRUSTED) < 0;
    }

    private static RequestOptions under(String key) {
        return RequestOptions.builder().setIdempotencyKey(Traces.key(key)).build();
    }

    @Override
    public PaymentResult collect(ChargeRequest request) {
        return answered(request.providerId(), () -> switch (request.collect()) {
            case Direct _ -> charge(request);
            case Invoiced(Instant dueAt) -> invoice(request, dueAt);
        });
    }

    @Override
    public PaymentResult look(ChargeRequest request) {
        return answered(request.providerId(), () -> {
            String id = request.providerId() == null ? find(request) : request.providerId();
            if (id == null) {
                return new Unknown(null, "not_found");
            }
            return switch (request.collect()) {
                case Direct _ -> standing(request, read(id));
                case Invoiced _ -> standing(readInvoice(id));
            };
        });
    }

    @Override
    public PaymentResult abandon(ChargeRequest request) {
        return answered(request.providerId(), () -> {
            String id = request.providerId() == null ? find(request) : request.providerId();
            if (id == null) {
                return new Unknown(null, "not_found");
            }
            try {
                return switch (request.collect()) {
                    case Direct _ ->
                        standing(request, stripe.paymentIntents().cancel(id, under(request.requestId() + "/cancel")));
                    case Invoiced _ ->
                        standing(stripe.invoices().voidInvoice(id, under(request.requestId() + "/void")));
                };
            } catch (InvalidRequestException tooLate) {
                log.debug("{} cannot be abandoned any more: {}", request.requestId(), tooLate.getCode());
                return look(request);
            }
        });
    }

    // --- a payment intent -------------------------------------------------------------------------------------------

    private PaymentResult charge(ChargeRequest request) throws StripeException {
        @Nullable String id;
        try {
            id = idOf(request, () -> open(request));
        } catch (InvalidRequestException refusal) {
            return refused(null, refusal);
        }
        if (id == null) {
            return new Unknown(null, "not_found");
        }
        if (!isTrusted(request.attemptSentAt())) {
            return standing(request, read(id));
        }
        try {
            return confirm(request, id);
        } catch (StripeException unclear) {
            return afterDoubt(request, id, unclear);
        }
    }

    private PaymentResult afterDoubt(ChargeRequest request, String id, StripeException unclear) {
        if (wait(unclear) != null) {
            return failed(id, unclear);
        }
        try {
            PaymentResult known = known(request, read(id));
            if (known != null) {
                return known;
            }
        } catch (StripeException unreadable) {
            log.debug("{} cannot be read: {}", request.requestId(), what(unreadable));
            return failed(id, unclear);
        }
        return unclear instanceof InvalidRequestException ? refused(id, unclear) : failed(id, unclear);
    }

    /** Returns the id that is known, or that of what is created now; null where it is too late for that. */
    private @Nullable String idOf(ChargeRequest request, Call<String> creation) throws StripeException {
        if (request.providerId() != null) {
            return request.providerId();
        }
        return isTrusted(request.firstSentAt()) ? creation.make() : find(request);
    }

    private String open(ChargeRequest request) throws StripeException {
        try {
            return stripe.paymentIntents()
                    .create(
                            PaymentIntentCreateParams.builder()
                                    .setAmount(StripeAmounts.ceiling(request.amountMicros(), request.currency()))
                                    .setCurrency(request.currency())
                                    .setCustomer(request.customerId())
                                    .setDescription(request.description())
                                    .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                                    .setAutomaticPaymentMethods(
                                            PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                                                    .setEnabled(true)
                                                    .build())
                                    .build(),
                            under(request.requestId()))
                    .getId();
        } catch (ApiException | IdempotencyException unclear) {
            return foundOr(request, unclear);
        }
    }

    private String foundOr(ChargeRequest request, StripeException unclear) throws StripeException {
        String found = find(request);
        if (found == null) {
            throw unclear;
        }
        return found;
    }

    private PaymentResult confirm(ChargeRequest request, String id) throws StripeException {
        try {
            return confirm(request, id, request.attemptKey(), true);
        } catch (CardException declined) {
            if (!"authentication_required".equals(reason(declined))) {
                return refused(id, declined);
            }
        }
        try {
            // Known to have failed without the customer; so now the same attempt with the customer, who gets the link.
            return confirm(request, id, request.attemptKey() + "/customer", false);
        } catch (CardException declined) {
            return refused(id, declined);
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
        PaymentIntent confirmed = stripe.paymentIntents().confirm(id, params.build(), under(key));
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
        return isTrusted(request.attemptSentAt())
                ? new Unknown(intent.getId(), intent.getStatus())
                : new Declined(intent.getId(), null, DeclineKind.SOFT, "not_attempted");
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

    private @Nullable String find(ChargeRequest request) throws StripeException {
        long since = request.firstSentAt().minus(CLOCK_SKEW).getEpochSecond();
        String wanted = Traces.value(request.requestId());
        if (request.collect() instanceof Invoiced) {
            InvoiceListParams params = InvoiceListParams.builder()
                    .setCustomer(request.customerId())
                    .setCreated(
                            InvoiceListParams.Created.builder().setGte(since).build())
                    .setLimit(PAGE)
                    .build();
            for (Invoice invoice : stripe.invoices().list(params).autoPagingIterable()) {
                if (wanted.equals(invoice.getMetadata().get(Traces.REQUEST))) {
                    return invoice.getId();
                }
            }
            return null;
        }
        PaymentIntentListParams params = PaymentIntentListParams.builder()
                .setCustomer(request.customerId())
                .setCreated(
                        PaymentIntentListParams.Created.builder().setGte(since).build())
                .setLimit(PAGE)
                .build();
        for (PaymentIntent intent : stripe.paymentIntents().list(params).autoPagingIterable()) {
            if (wanted.equals(intent.getMetadata().get(Traces.REQUEST))) {
                return intent.getId();
            }
        }
        return null;
    }

    // --- an invoice -------------------------------------------------------------------------------------------------

    private PaymentResult invoice(ChargeRequest request, Instant dueAt) throws StripeException {
        @Nullable String id;
        try {
            id = idOf(request, () -> draft(request, dueAt));
        } catch (InvalidRequestException refusal) {
            return refused(null, refusal);
        }
        if (id == null) {
            return new Unknown(null, "not_found");
        }
        Invoice invoice = readInvoice(id);
        if ("draft".equals(invoice.getStatus()) && isTrusted(request.firstSentAt())) {
            try {
                finish(request, invoice);
            } catch (InvalidRequestException | ApiException unclear) {
                if ("draft".equals(readInvoice(id).getStatus())) {
                    return failed(id, unclear);
                }
            }
            invoice = readInvoice(id);
        }
        trace(request, invoice);
        return standing(invoice);
    }

    private void finish(ChargeRequest request, Invoice draft) throws StripeException {
        if (draft.getTotal() == 0) {
            addLine(request, draft.getId());
        }
        stripe.invoices().finalizeInvoice(draft.getId(), under(request.requestId() + "/finalize"));
        stripe.invoices().sendInvoice(draft.getId(), under(request.requestId() + "/send"));
    }

    private String draft(ChargeRequest request, Instant dueAt) throws StripeException {
        try {
            return stripe.invoices()
                    .create(
                            InvoiceCreateParams.builder()
                                    .setCustomer(request.customerId())
                                    .setCurrency(request.currency())
                                    .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                                    .setDueDate(dueAt.getEpochSecond())
                                    .setAutoAdvance(false)
                                    .setPendingInvoiceItemsBehavior(
                                            InvoiceCreateParams.PendingInvoiceItemsBehavior.EXCLUDE)
                                    .setDescription(request.description())
                                    .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                                    .build(),
                            under(request.requestId()))
                    .getId();
        } catch (ApiException | IdempotencyException unclear) {
            return foundOr(request, unclear);
        }
    }

    private void addLine(ChargeRequest request, String invoice) throws StripeException {
        InvoiceItemCreateParams line = InvoiceItemCreateParams.builder()
                .setCustomer(request.customerId())
                .setInvoice(invoice)
                .setAmount(StripeAmounts.ceiling(request.amountMicros(), request.currency()))
                .setCurrency(request.currency())
                .setDescription(request.description())
                .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                .build();
        log.debug(
                "Line {}",
                stripe.invoiceItems()
                        .create(line, under(request.requestId() + "/line"))
                        .getId());
    }

    /** Stripe makes the payment of an invoice by itself, and leaves it without a trace. */
    private void trace(ChargeRequest request, Invoice invoice) {
        PaymentIntentUpdateParams params = PaymentIntentUpdateParams.builder()
                .setDescription(request.description())
                .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                .build();
        for (InvoicePayment payment : invoice.getPayments().getData()) {
            PaymentIntent intent = payment.getPayment().getPaymentIntentObject();
            if (intent == null || intent.getMetadata().containsKey(Traces.REQUEST)) {
                continue;
            }
            try {
                log.debug(
                        "Traced {}",
                        stripe.paymentIntents().update(intent.getId(), params).getId());
            } catch (StripeException failure) {
                // The invoice itself has its trace; this must not make its standing look any different.
                log.warn("{} has a payment without a trace: {}", invoice.getId(), what(failure));
            }
        }
    }

    private Invoice readInvoice(String id) throws StripeException {
        return stripe.invoices()
                .retrieve(
                        id,
                        InvoiceRetrieveParams.builder()
                                .addExpand("payments.data.payment.payment_intent")
                                .build());
    }

    private PaymentResult standing(Invoice invoice) throws StripeException {
        String id = invoice.getId();
        return switch (invoice.getStatus()) {
            case "paid" -> {
                Charge charge = chargeOf(invoice);
                yield new Succeeded(
                        id,
                        charge == null ? null : charge.getId(),
                        StripeAmounts.toMicros(invoice.getAmountPaid(), invoice.getCurrency()),
                        charge == null ? invoice.getHostedInvoiceUrl() : charge.getReceiptUrl());
            }
            case "open" -> new ActionRequired(id, invoice.getHostedInvoiceUrl());
            case "void" -> new Declined(id, null, DeclineKind.HARD, "invoice_void");
            case "uncollectible" -> new Declined(id, null, DeclineKind.HARD, "invoice_uncollectible");
            default -> new Unknown(id, invoice.getStatus());
        };
    }

    private @Nullable Charge chargeOf(Invoice invoice) throws StripeException {
        if (invoice.getPayments() == null) {
            return null;
        }
        for (InvoicePayment payment : invoice.getPayments().getData()) {
            PaymentIntent intent = payment.getPayment().getPaymentIntentObject();
            if (intent != null && intent.getLatestCharge() != null) {
                return stripe.charges().retrieve(intent.getLatestCharge());
            }
        }
        return null;
    }

    // --- a refund ---------------------------------------------------------------------------------------------------

    @Override
    public PaymentResult refund(RefundRequest request) {
        return answered(null, () -> {
            if (!isTrusted(request.attemptSentAt())) {
                Refund found = find(request);
                return found == null
                        ? new Declined(null, request.chargeId(), DeclineKind.SOFT, "not_attempted")
                        : standing(found);
            }
            try {
                return standing(stripe.refunds().create(params(request), under(request.attemptKey())));
            } catch (ApiException | IdempotencyException | InvalidRequestException unclear) {
                Refund found = find(request);
                if (found != null) {
                    return standing(found);
                }
                return unclear instanceof InvalidRequestException ? refused(null, unclear) : failed(null, unclear);
            }
        });
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
        RefundListParams params = RefundListParams.builder()
                .setCharge(request.chargeId())
                .setLimit(PAGE)
                .build();
        for (Refund refund : stripe.refunds().list(params).autoPagingIterable()) {
            if (Traces.value(request.requestId()).equals(refund.getMetadata().get(Traces.REQUEST))
                    && Integer.toString(request.attempt())
                            .equals(refund.getMetadata().get(Traces.ATTEMPT))) {
                return refund;
            }
        }
        return null;
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

    // --- what went wrong --------------------------------------------------------------------------------------------

    private PaymentResult answered(@Nullable String id, Call<PaymentResult> call) {
        try {
            return call.make();
        } catch (StripeException failure) {
            return failed(id, failure);
        }
    }

    private static String reason(StripeException failure) {
        StripeError error = failure.getStripeError();
        if (error != null && error.getDeclineCode() != null) {
            return error.getDeclineCode();
        }
        return failure.getCode() == null ? "invalid_request" : failure.getCode();
    }

    private static PaymentResult refused(@Nullable String id, StripeException refusal) {
        StripeError error = refusal.getStripeError();
        String code = reason(refusal);
        if (error == null) {
            return new Declined(id, null, DeclineKind.of(code, null, null), code);
        }
        // What Stripe itself turns down, it turns down again.
        DeclineKind kind = refusal instanceof CardException
                ? DeclineKind.of(code, error.getAdviceCode(), error.getNetworkAdviceCode())
                : DeclineKind.HARD;
        return new Declined(id, error.getCharge(), kind, code);
    }

    private static PaymentResult failed(@Nullable String id, StripeException failure) {
        Duration wait = wait(failure);
        return wait == null ? new Unknown(id, what(failure)) : new Unavailable(wait, what(failure));
    }

    /** Returns how long to wait where nothing has been done for sure, or null. No message is said: some name keys. */
    private static @Nullable Duration wait(StripeException failure) {
        if (failure instanceof RateLimitException) {
            return retryAfter(failure);
        }
        if (failure instanceof AuthenticationException) {
            log.error("Stripe does not let us in (status {}); look at the API key", failure.getStatusCode());
            return LOCKED_OUT_WAIT;
        }
        return failure instanceof ApiConnectionException && isNotSent(failure.getCause()) ? UNREACHABLE_WAIT : null;
    }

    private static boolean isNotSent(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException;
    }

    private static Duration retryAfter(StripeException failure) {
        StripeError error = failure.getStripeError();
        if (error != null && error.getLastResponse() != null) {
            String seconds =
                    error.getLastResponse().headers().firstValue("Retry-After").orElse("");
            if (seconds.matches("\\d{1,4}")) {
                return Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return UNREACHABLE_WAIT;
    }

    private static String what(StripeException failure) {
        if (failure instanceof IdempotencyException) {
            return "idempotency_error";
        }
        if (failure.getCode() != null) {
            return failure.getCode();
        }
        Integer status = failure.getStatusCode();
        return status == null || status == 0 ? "no_answer" : "status_" + status;
    }

    // --- what the books say ------------------------------------------------------------------------------------------

    @Override
    public GatewayAnswer<ChargeStanding> charge(String chargeId) {
        return asked(() -> {
            Charge charge = stripe.charges().retrieve(chargeId);
            Dispute dispute = Boolean.TRUE.equals(charge.getDisputed()) ? dispute(chargeId) : null;
            ChargeStanding.Dispute end = dispute == null ? ChargeStanding.Dispute.NONE : end(dispute);
            String currency = charge.getCurrency();
            return new ChargeStanding(
                    chargeId,
                    charge.getMetadata().get(Traces.REQUEST),
                    currency.toUpperCase(Locale.ROOT),
                    StripeAmounts.toMicros(charge.getAmountCaptured(), currency),
                    StripeAmounts.toMicros(charge.getAmountRefunded(), currency),
                    end,
                    dispute == null || end == ChargeStanding.Dispute.NONE
                            ? 0
                            : StripeAmounts.toMicros(dispute.getAmount(), dispute.getCurrency()));
        });
    }

    private @Nullable Dispute dispute(String chargeId) throws StripeException {
        DisputeListParams params =
                DisputeListParams.builder().setCharge(chargeId).setLimit(1L).build();
        List<Dispute> disputes = stripe.disputes().list(params).getData();
        return disputes.isEmpty() ? null : disputes.getFirst();
    }

    private static ChargeStanding.Dispute end(Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "won" -> ChargeStanding.Dispute.WON;
            case "lost" -> ChargeStanding.Dispute.LOST;
            case "warning_needs_response", "warning_under_review" -> ChargeStanding.Dispute.INQUIRY;
            case "warning_closed", "prevented" -> ChargeStanding.Dispute.NONE;
            default -> ChargeStanding.Dispute.OPEN;
        };
    }

    // --- customers --------------------------------------------------------------------------------------------------

    private <T> GatewayAnswer<T> asked(Call<T> call) {
        try {
            return new GatewayAnswer.Done<>(call.make());
        } catch (CardException | InvalidRequestException refusal) {
            return new GatewayAnswer.Refused<>(reason(refusal));
        } catch (StripeException failure) {
            Duration wait = wait(failure);
            return new GatewayAnswer.Unavailable<>(wait == null ? UNREACHABLE_WAIT : wait, what(failure));
        }
    }

    @Override
    public GatewayAnswer<String> openCustomer(
            String payerId, @Nullable String name, @Nullable String email, Map<String, String> metadata) {
        CustomerCreateParams params = CustomerCreateParams.builder()
                .setName(name)
                .setEmail(email)
                .putAllMetadata(Traces.metadata("customer/" + payerId, metadata))
                .build();
        return asked(() ->
                stripe.customers().create(params, under("customer/" + payerId)).getId());
    }

    @Override
    public GatewayAnswer<Setup> setUp(String customerId) {
        return asked(() -> {
            SetupIntent intent = stripe.setupIntents()
                    .create(SetupIntentCreateParams.builder()
                            .setCustomer(customerId)
                            .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION)
                            .build());
            return new Setup(intent.getId(), intent.getClientSecret());
        });
    }

    @Override
    public GatewayAnswer<List<SavedMethod>> methods(String customerId) {
        return asked(() -> {
            Customer customer = stripe.customers().retrieve(customerId);
            CustomerPaymentMethodListParams params =
                    CustomerPaymentMethodListParams.builder().setLimit(PAGE).build();
            List<SavedMethod> saved = new ArrayList<>();
            for (PaymentMethod method :
                    stripe.customers().paymentMethods().list(customerId, params).autoPagingIterable()) {
                saved.add(saved(method, role(customer, method.getId())));
            }
            return saved;
        });
    }

    private static MethodRole role(Customer customer, String method) {
        if (method.equals(customer.getInvoiceSettings().getDefaultPaymentMethod())) {
            return MethodRole.DEFAULT;
        }
        return method.equals(customer.getMetadata().get(BACKUP)) ? MethodRole.BACKUP : MethodRole.NONE;
    }

    private static SavedMethod saved(PaymentMethod method, MethodRole role) {
        PaymentMethod.Card card = method.getCard();
        if (card != null) {
            String expires = "%d-%02d".formatted(card.getExpYear(), card.getExpMonth());
            return new SavedMethod(method.getId(), card.getBrand(), card.getLast4(), expires, role);
        }
        PaymentMethod.UsBankAccount bank = method.getUsBankAccount();
        return new SavedMethod(method.getId(), method.getType(), bank == null ? "" : bank.getLast4(), "", role);
    }

    @Override
    public GatewayAnswer<SavedMethod> attach(String customerId, String methodId) {
        PaymentMethodAttachParams params =
                PaymentMethodAttachParams.builder().setCustomer(customerId).build();
        return asked(() -> saved(stripe.paymentMethods().attach(methodId, params), MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> detach(String methodId) {
        return asked(() -> saved(stripe.paymentMethods().detach(methodId), MethodRole.NONE));
    }

    @Override
    public GatewayAnswer<SavedMethod> assign(String customerId, String methodId, MethodRole role) {
        return asked(() -> {
            MethodRole before = role(stripe.customers().retrieve(customerId), methodId);
            PaymentMethod method = stripe.customers().paymentMethods().retrieve(customerId, methodId);
            CustomerUpdateParams.Builder params = CustomerUpdateParams.builder();
            if (role == MethodRole.DEFAULT || before == MethodRole.DEFAULT) {
                params.setInvoiceSettings(defaultMethod(role == MethodRole.DEFAULT ? methodId : ""));
            }
            if (role == MethodRole.BACKUP || before == MethodRole.BACKUP) {
                params.putMetadata(BACKUP, role == MethodRole.BACKUP ? methodId : "");
            }
            return saved(method, role(stripe.customers().update(customerId, params.build()), methodId));
        });
    }

    private static CustomerUpdateParams.InvoiceSettings defaultMethod(String methodId) {
        return CustomerUpdateParams.InvoiceSettings.builder()
                .setDefaultPaymentMethod(methodId)
                .build();
    }

    @Override
    public GatewayAnswer<String> portal(String customerId, String backTo) {
        SessionCreateParams params = SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(backTo)
                .build();
        return asked(() -> stripe.billingPortal().sessions().create(params).getUrl());
    }
}
