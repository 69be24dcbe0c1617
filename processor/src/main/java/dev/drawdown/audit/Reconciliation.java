package dev.drawdown.audit;

import dev.drawdown.payments.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which payments are held against each other, and what it takes for them to agree.
 *
 * <p>A payment belongs to the instant at which it was asked for, with all that has become of it since: so one that was
 * asked for before midnight and made after it is no difference on either day.
 *
 * @param from payments asked for before are left out
 * @param to payments asked for then or later are left out
 * @param now when the provider's books were read
 * @param settling how long one side may be ahead of the other
 */
public record Reconciliation(Instant from, Instant to, Instant now, Duration settling) {

    /** Returns a line for every payment, in the order in which they were asked for. */
    public ReconcileReport compare(LedgerPayments ledger, ProviderPayments provider) {
        List<ReconcileLine> lines = new ArrayList<>();
        for (LedgerPayment payment : ledger.all()) {
            if (isIn(payment.firstAt())) {
                ProviderPayment other = provider.find(Traces.value(payment.requestId()));
                lines.add(new ReconcileLine(verdict(payment, other), payment.requestId(), payment, other));
            }
        }
        for (ProviderPayment payment : provider.all()) {
            if (ledger.find(payment.trace()) == null && isIn(payment.firstAt())) {
                lines.add(new ReconcileLine(Verdict.NOT_ASKED_FOR, payment.trace(), null, payment));
            }
        }
        lines.sort(Comparator.comparing(ReconcileLine::at).thenComparing(ReconcileLine::requestId));
        return new ReconcileReport(lines);
    }

    private boolean isIn(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    private Verdict verdict(LedgerPayment ledger, @Nullable ProviderPayment provider) {
        Verdict verdict = provider == null ? alone(ledger) : together(ledger, provider);
        return verdict.isDifference() && isFresh(ledger, provider) ? Verdict.IN_FLIGHT : verdict;
    }

    private boolean isFresh(LedgerPayment ledger, @Nullable ProviderPayment provider) {
        Instant settled = now.minus(settling);
        return ledger.lastAt().isAfter(settled)
                || (provider != null && provider.lastAt().isAfter(settled));
    }

    private static Verdict alone(LedgerPayment ledger) {
        boolean expectsNothing = ledger.movedMicros() == 0 && (ledger.isEnded() || !ledger.isBooked());
        return expectsNothing ? Verdict.AGREES : Verdict.MISSING_AT_PROVIDER;
    }

    private static Verdict together(LedgerPayment ledger, ProviderPayment provider) {
        if (provider.movedMicros() == 0) {
            return withoutMoney(ledger, provider);
        }
        if (!provider.currency().equals(ledger.currency())) {
            return Verdict.CURRENCY;
        }
        if (provider.movedMicros() != ledger.movedMicros()) {
            return provider.collections() > 1
                    ? Verdict.MOVED_TWICE
                    : ledger.movedMicros() == 0 ? Verdict.MISSING_IN_LEDGER : Verdict.AMOUNT;
        }
        if (provider.refundedMicros() != ledger.refundedMicros()) {
            return Verdict.REFUNDS;
        }
        return provider.disputedMicros() == ledger.disputedMicros() ? Verdict.AGREES : Verdict.DISPUTES;
    }

    private static Verdict withoutMoney(LedgerPayment ledger, ProviderPayment provider) {
        if (ledger.movedMicros() > 0) {
            return Verdict.MISSING_AT_PROVIDER;
        }
        if (ledger.isEnded()) {
            return Verdict.AGREES;
        }
        if (provider.isOpen()) {
            return Verdict.IN_FLIGHT;
        }
        return ledger.isBooked() ? Verdict.ENDED_AT_PROVIDER : Verdict.AGREES;
    }
}
