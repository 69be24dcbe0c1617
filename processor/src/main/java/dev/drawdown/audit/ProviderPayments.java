package dev.drawdown.audit;

import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.BookEntry.Charge;
import dev.drawdown.payments.BookEntry.Dispute;
import dev.drawdown.payments.BookEntry.Intent;
import dev.drawdown.payments.BookEntry.Invoice;
import dev.drawdown.payments.BookEntry.Refund;
import dev.drawdown.payments.BookEntry.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All payments in the provider's books that can be traced to a request, by that trace.
 *
 * <p>What the charges say was collected counts, but for an invoice, which may be paid in other ways too: its own sum counts,
 * and not that of its payments again. What has no trace itself (a refund made by hand, a dispute) is found by its charge
 * or intent; what leads to no request is somebody else's.
 */
public final class ProviderPayments {
    private final Map<String, ProviderPayment> byTrace = new LinkedHashMap<>();
    private final Map<String, String> traceOfIntent = new HashMap<>();
    private final Map<String, String> traceOfCharge = new HashMap<>();
    private final Set<String> intentsOfInvoices = new HashSet<>();

    private ProviderPayments() {}

    /** Adds the lines of the books up. */
    public static ProviderPayments of(List<BookEntry> entries) {
        ProviderPayments payments = new ProviderPayments();
        // Traces come first, since a line may stand before the one that it is traced by.
        entries.forEach(payments::traceInvoice);
        entries.forEach(payments::traceIntent);
        entries.forEach(payments::traceCharge);
        entries.forEach(payments::count);
        return payments;
    }

    private void traceInvoice(BookEntry entry) {
        if (entry instanceof Invoice invoice && invoice.trace() != null) {
            intentsOfInvoices.addAll(invoice.intentIds());
            invoice.intentIds().forEach(intent -> traceOfIntent.put(intent, invoice.trace()));
        }
    }

    private void traceIntent(BookEntry entry) {
        if (entry instanceof Intent intent && intent.trace() != null) {
            traceOfIntent.putIfAbsent(intent.id(), intent.trace());
        }
    }

    private void traceCharge(BookEntry entry) {
        if (entry instanceof Charge charge) {
            String trace = traceOf(charge.intentId(), null, charge.trace());
            if (trace != null) {
                traceOfCharge.put(charge.id(), trace);
            }
        }
    }

    private @Nullable String traceOf(@Nullable String intent, @Nullable String charge, @Nullable String own) {
        String byIntent = intent == null ? null : traceOfIntent.get(intent);
        String byCharge = charge == null ? null : traceOfCharge.get(charge);
        return byIntent != null ? byIntent : byCharge != null ? byCharge : own;
    }

    private void count(BookEntry entry) {
        switch (entry) {
            case Intent intent -> {
                if (intent.trace() != null && !intentsOfInvoices.contains(intent.id())) {
                    payment(intent.trace()).made(intent.id(), intent.stage(), intent.at());
                }
            }
            case Invoice invoice -> {
                if (invoice.trace() != null) {
                    count(payment(invoice.trace()), invoice);
                }
            }
            case Charge charge -> {
                String trace = traceOfCharge.get(charge.id());
                boolean counts = charge.intentId() == null || !intentsOfInvoices.contains(charge.intentId());
                if (trace != null && counts) {
                    payment(trace).moved(charge.id(), charge.currency(), charge.micros(), charge.at());
                }
            }
            case Refund refund -> count(refund);
            case Dispute dispute -> {
                String trace = traceOf(dispute.intentId(), dispute.chargeId(), null);
                if (trace != null) {
                    payment(trace).disputed(dispute.withdrawnMicros(), dispute.at());
                }
            }
        }
    }

    private static void count(ProviderPayment payment, Invoice invoice) {
        payment.made(invoice.id(), invoice.stage(), invoice.at());
        if (invoice.stage() == Stage.DONE) {
            payment.moved(invoice.id(), invoice.currency(), invoice.paidMicros(), invoice.at());
        }
    }

    /** Money on its way back counts for the payment at once, as it does in what the provider says is left of it. */
    private void count(Refund refund) {
        if (refund.trace() != null) {
            ProviderPayment asked = payment(refund.trace());
            asked.made(refund.id(), refund.stage(), refund.at());
            if (refund.stage() == Stage.DONE) {
                asked.moved(refund.id(), refund.currency(), refund.micros(), refund.at());
            }
            return;
        }
        String trace = traceOf(refund.intentId(), refund.chargeId(), null);
        if (trace != null && refund.stage() != Stage.GONE) {
            payment(trace).refunded(refund.micros(), refund.at());
        }
    }

    private ProviderPayment payment(String trace) {
        return byTrace.computeIfAbsent(trace, ProviderPayment::new);
    }

    Collection<ProviderPayment> all() {
        return byTrace.values();
    }

    @Nullable
    ProviderPayment find(String trace) {
        return byTrace.get(trace);
    }
}
