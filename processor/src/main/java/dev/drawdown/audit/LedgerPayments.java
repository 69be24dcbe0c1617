package dev.drawdown.audit;

import dev.drawdown.payments.Traces;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.wire.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All payments that the ledger knows, by the trace that they leave at the provider. */
public final class LedgerPayments {
    private final Map<String, LedgerPayment> byTrace = new LinkedHashMap<>();

    /** Takes the next entry of its wallet; one that is about no payment says nothing here. */
    public void take(LedgerEntry entry) {
        String requestId = entry.getPaymentId();
        if (requestId != null) {
            payment(requestId, entry.getCurrency(), entry.getRecordedAt()).take(entry);
        }
    }

    /** Takes a request as it went out. It may come before its entries or after them, and again for each attempt. */
    public void take(PaymentRequest request) {
        payment(request.getRequestId(), request.getCurrency(), request.getRequestedAt())
                .asked(Money.micros(request.getAmount()));
    }

    private LedgerPayment payment(String requestId, String currency, Instant at) {
        return byTrace.computeIfAbsent(Traces.value(requestId), trace -> new LedgerPayment(requestId, currency, at));
    }

    Collection<LedgerPayment> all() {
        return byTrace.values();
    }

    @Nullable
    LedgerPayment find(String trace) {
        return byTrace.get(trace);
    }
}
