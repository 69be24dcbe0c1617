package dev.drawdown.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment request and what both sides know of it; null where a side knows nothing. */
record ReconcileLine(
        Verdict verdict,
        String requestId,
        @Nullable LedgerPayment ledger,
        @Nullable ProviderPayment provider) {

    /** When it was asked for, or made where nobody asked. */
    Instant at() {
        return ledger != null ? ledger.firstAt() : provider != null ? provider.firstAt() : Instant.EPOCH;
    }

    /** The currency, of the provider's side where the ledger has none. */
    String currency() {
        return ledger != null ? ledger.currency() : provider != null ? provider.currency() : "";
    }

    /** What the ledger booked, or still waits for. */
    long ledgerMicros() {
        if (ledger == null) {
            return 0;
        }
        return verdict == Verdict.MISSING_AT_PROVIDER && ledger.movedMicros() == 0
                ? ledger.askedMicros()
                : ledger.movedMicros();
    }

    long providerMicros() {
        return provider == null ? 0 : provider.movedMicros();
    }

    /** What the provider calls it; empty where it does not know it. */
    String providerId() {
        return provider == null ? "" : String.join(" ", provider.ids());
    }

    /** What is wrong, in a few words beyond the verdict. */
    String note() {
        if (ledger == null || provider == null) {
            return ledger != null && ledger.movedMicros() == 0 ? "asked for, and never sent" : "";
        }
        return switch (verdict) {
            case REFUNDS -> pair("refunded", ledger.refundedMicros(), provider.refundedMicros());
            case DISPUTES -> pair("disputed", ledger.disputedMicros(), provider.disputedMicros());
            case CURRENCY -> "ledger " + ledger.currency() + ", Stripe " + provider.currency();
            case MOVED_TWICE -> provider.collections() + " times";
            case MISSING_IN_LEDGER -> ledger.isEnded() ? "the ledger has given it up" : "the ledger waits for it";
            case AGREES, IN_FLIGHT, MISSING_AT_PROVIDER, NOT_ASKED_FOR, AMOUNT, ENDED_AT_PROVIDER -> "";
        };
    }

    private static String pair(String what, long ledgerMicros, long providerMicros) {
        return what + ": ledger " + AmountText.of(ledgerMicros) + ", Stripe " + AmountText.of(providerMicros);
    }
}
