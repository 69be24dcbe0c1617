package dev.drawdown.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.V1Services;
import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.BookEntry.Stage;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.ProviderBooks;
import dev.drawdown.payments.Traces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Stripe's books, read page by page. Reading changes nothing, so a page that did not come is asked for again at once.
 */
final class StripeBooks implements ProviderBooks {
    private static final RequestOptions READING =
            RequestOptions.builder().setMaxNetworkRetries(3).build();

    private final V1Services stripe;

    StripeBooks(V1Services stripe) {
        this.stripe = stripe;
    }

    @Override
    public GatewayAnswer<Long> read(Instant since, Consumer<BookEntry> to) {
        long from = since.getEpochSecond();
        return Failures.asked(() ->
                intents(from, to) + invoices(from, to) + charges(from, to) + refunds(from, to) + disputes(from, to));
    }

    private long intents(long since, Consumer<BookEntry> to) throws StripeException {
        PaymentIntentListParams.Created created =
                PaymentIntentListParams.Created.builder().setGte(since).build();
        Pages<PaymentIntent> pages = last -> stripe.paymentIntents()
                .list(
                        PaymentIntentListParams.builder()
                                .setCreated(created)
                                .setLimit(StripeAccount.PAGE)
                                .setStartingAfter(last)
                                .build(),
                        READING);
        return pages.each(intent -> to.accept(new BookEntry.Intent(
                intent.getId(),
                intent.getMetadata().get(Traces.REQUEST),
                stage(intent.getStatus()),
                Instant.ofEpochSecond(intent.getCreated()))));
    }

    private long invoices(long since, Consumer<BookEntry> to) throws StripeException {
        InvoiceListParams.Created created =
                InvoiceListParams.Created.builder().setGte(since).build();
        Pages<Invoice> pages = last -> stripe.invoices()
                .list(
                        InvoiceListParams.builder()
                                .setCreated(created)
                                .setLimit(StripeAccount.PAGE)
                                .setStartingAfter(last)
                                .addExpand("data.payments")
                                .build(),
                        READING);
        return pages.each(invoice -> to.accept(entry(invoice)));
    }

    private static BookEntry entry(Invoice invoice) {
        List<String> intents = new ArrayList<>();
        for (InvoicePayment payment : invoice.getPayments().getData()) {
            String intent = payment.getPayment().getPaymentIntent();
            if (intent != null) {
                intents.add(intent);
            }
        }
        Long paidAt = invoice.getStatusTransitions().getPaidAt();
        return new BookEntry.Invoice(
                invoice.getId(),
                invoice.getMetadata().get(Traces.REQUEST),
                stage(invoice.getStatus()),
                code(invoice.getCurrency()),
                StripeAmounts.toMicros(invoice.getAmountPaid(), invoice.getCurrency()),
                intents,
                Instant.ofEpochSecond(paidAt == null ? invoice.getCreated() : paidAt));
    }

    private long charges(long since, Consumer<BookEntry> to) throws StripeException {
        ChargeListParams.Created created =
                ChargeListParams.Created.builder().setGte(since).build();
        Pages<Charge> pages = last -> stripe.charges()
                .list(
                        ChargeListParams.builder()
                                .setCreated(created)
                                .setLimit(StripeAccount.PAGE)
                                .setStartingAfter(last)
                                .build(),
                        READING);
        return pages.each(charge -> {
            if (charge.getStatus().equals("succeeded") && charge.getAmountCaptured() > 0) {
                to.accept(entry(charge));
            }
        });
    }

    private static BookEntry entry(Charge charge) {
        return new BookEntry.Charge(
                charge.getId(),
                charge.getMetadata().get(Traces.REQUEST),
                charge.getPaymentIntent(),
                code(charge.getCurrency()),
                StripeAmounts.toMicros(charge.getAmountCaptured(), charge.getCurrency()),
                Instant.ofEpochSecond(charge.getCreated()));
    }

    private long refunds(long since, Consumer<BookEntry> to) throws StripeException {
        RefundListParams.Created created =
                RefundListParams.Created.builder().setGte(since).build();
        Pages<Refund> pages = last -> stripe.refunds()
                .list(
                        RefundListParams.builder()
                                .setCreated(created)
                                .setLimit(StripeAccount.PAGE)
                                .setStartingAfter(last)
                                .build(),
                        READING);
        return pages.each(refund -> to.accept(new BookEntry.Refund(
                refund.getId(),
                refund.getMetadata().get(Traces.REQUEST),
                refund.getPaymentIntent(),
                refund.getCharge(),
                code(refund.getCurrency()),
                StripeAmounts.toMicros(refund.getAmount(), refund.getCurrency()),
                stage(refund.getStatus()),
                Instant.ofEpochSecond(refund.getCreated()))));
    }

    private long disputes(long since, Consumer<BookEntry> to) throws StripeException {
        DisputeListParams.Created created =
                DisputeListParams.Created.builder().setGte(since).build();
        Pages<Dispute> pages = last -> stripe.disputes()
                .list(
                        DisputeListParams.builder()
                                .setCreated(created)
                                .setLimit(StripeAccount.PAGE)
                                .setStartingAfter(last)
                                .build(),
                        READING);
        return pages.each(dispute -> to.accept(new BookEntry.Dispute(
                dispute.getId(),
                dispute.getPaymentIntent(),
                dispute.getCharge(),
                code(dispute.getCurrency()),
                withdrawn(dispute),
                Instant.ofEpochSecond(dispute.getCreated()))));
    }

    private static long withdrawn(Dispute dispute) {
        return switch (StripeRecords.end(dispute)) {
            case OPEN, LOST -> StripeAmounts.toMicros(dispute.getAmount(), dispute.getCurrency());
            case NONE, INQUIRY, WON -> 0;
        };
    }

    private static Stage stage(String status) {
        return switch (status) {
            case "succeeded", "paid" -> Stage.DONE;
            case "canceled", "failed", "void", "uncollectible" -> Stage.GONE;
            default -> Stage.OPEN;
        };
    }

    private static String code(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }
}
