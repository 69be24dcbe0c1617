package dev.drawdown.payments.stripe;

import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.service.V1Services;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect.Invoiced;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that is collected by an invoice, which is drafted, given its line, finalized and sent. */
final class Invoices implements ChargeObjects {
    private static final Logger log = LoggerFactory.getLogger(Invoices.class);

    private final V1Services stripe;
    private final Keys keys;

    Invoices(V1Services stripe, Keys keys) {
        this.stripe = stripe;
        this.keys = keys;
    }

    /** Returns the id of the invoice that is made for a request; it has no line yet. */
    String draft(ChargeRequest request, Invoiced invoiced) throws StripeException {
        address(request.customerId(), invoiced);
        return stripe.invoices()
                .create(
                        InvoiceCreateParams.builder()
                                .setCustomer(request.customerId())
                                .setCurrency(request.currency())
                                .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                                .setDueDate(invoiced.dueAt().getEpochSecond())
                                .setAutoAdvance(false)
                                .setPendingInvoiceItemsBehavior(InvoiceCreateParams.PendingInvoiceItemsBehavior.EXCLUDE)
                                .setDescription(request.description())
                                .putAllMetadata(Traces.metadata(request.requestId(), request.metadata()))
                                .build(),
                        Keys.under(request.requestId()))
                .getId();
    }

    /** Stripe copies onto an invoice who the customer is by then, and makes none to be sent without an e-mail. */
    private void address(String customerId, Invoiced invoiced) throws StripeException {
        if (invoiced.name() == null && invoiced.email() == null) {
            return;
        }
        CustomerUpdateParams present = CustomerUpdateParams.builder()
                .setName(invoiced.name())
                .setEmail(invoiced.email())
                .build();
        log.debug("To {}", stripe.customers().update(customerId, present).getId());
    }

    @Override
    public @Nullable String find(ChargeRequest request) throws StripeException {
        InvoiceListParams.Builder params = InvoiceListParams.builder()
                .setCustomer(request.customerId())
                .setCreated(InvoiceListParams.Created.builder()
                        .setGte(ChargeObjects.since(request))
                        .build())
                .setLimit(StripeAccount.PAGE);
        Pages<Invoice> pages =
                last -> stripe.invoices().list(params.setStartingAfter(last).build());
        Invoice found = pages.first(invoice ->
                Traces.value(request.requestId()).equals(invoice.getMetadata().get(Traces.REQUEST)));
        return found == null ? null : found.getId();
    }

    @Override
    public PaymentResult attempt(ChargeRequest request, String id) throws StripeException {
        Invoice invoice = read(id);
        boolean isTrusted = keys.areTrusted(request.firstSentAt());
        if (isDraft(invoice)) {
            PaymentResult failed = isTrusted ? finish(request, invoice) : left(id, "not_finalized");
            if (failed != null) {
                return failed;
            }
            invoice = read(id);
        }
        if ("open".equals(invoice.getStatus()) && isTrusted) {
            send(request, id);
        }
        trace(request, invoice);
        return standing(invoice);
    }

    private static boolean isDraft(Invoice invoice) {
        return "draft".equals(invoice.getStatus());
    }

    /** A draft collects nothing by itself, and somebody at Stripe's own pages may still see what was to be collected. */
    private static PaymentResult left(String draft, String code) {
        return new Declined(draft, null, DeclineKind.HARD, code);
    }

    @Override
    public PaymentResult look(ChargeRequest request, String id) throws StripeException {
        return standing(read(id));
    }

    @Override
    public PaymentResult abandon(ChargeRequest request, String id) throws StripeException {
        return standing(stripe.invoices().voidInvoice(id, Keys.under(request.requestId() + "/void")));
    }

    /** Makes an invoice of a draft; returns why it is still none, or null. */
    private @Nullable PaymentResult finish(ChargeRequest request, Invoice draft) throws StripeException {
        String id = draft.getId();
        try {
            if (draft.getTotal() == 0) {
                addLine(request, id);
            }
            stripe.invoices().finalizeInvoice(id, Keys.under(request.requestId() + "/finalize"));
            return null;
        } catch (InvalidRequestException refusal) {
            return isDraft(read(id)) ? left(id, Failures.reason(refusal)) : null;
        } catch (ApiException unclear) {
            return isDraft(read(id)) ? Failures.failed(id, unclear) : null;
        }
    }

    /** Sends it, once however often it is tried; the customer has the link in any case. */
    private void send(ChargeRequest request, String id) throws StripeException {
        try {
            stripe.invoices().sendInvoice(id, Keys.under(request.requestId() + "/send"));
        } catch (InvalidRequestException | ApiException failure) {
            log.warn("{} was not sent: {}", id, Failures.what(failure));
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
                        .create(line, Keys.under(request.requestId() + "/line"))
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
                log.warn("{} has a payment without a trace: {}", invoice.getId(), Failures.what(failure));
            }
        }
    }

    private Invoice read(String id) throws StripeException {
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
}
