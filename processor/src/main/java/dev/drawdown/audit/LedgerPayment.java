package dev.drawdown.audit;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.wire.Money;
import java.time.Instant;

/** A payment request as the ledger has it, added up from its entries. */
final class LedgerPayment {
    private static final String REFUND = "REFUND";

    private final String requestId;
    private final String currency;
    private final Instant firstAt;
    private Instant lastAt;
    private long askedMicros;
    private long movedMicros;
    private long refundedMicros;
    private long disputedMicros;
    private boolean isBooked;
    private boolean isEnded;

    LedgerPayment(String requestId, String currency, Instant firstAt) {
        this.requestId = requestId;
        this.currency = currency;
        this.firstAt = firstAt;
        this.lastAt = firstAt;
    }

    /** Takes the request's next entry. */
    void take(LedgerEntry entry) {
        long micros = Money.micros(entry.getAmount());
        lastAt = later(lastAt, entry.getRecordedAt());
        isBooked = true;
        switch (entry.getStatus()) {
            case "PENDING" -> asked(micros);
            case "FAILED", "VOIDED" -> isEnded = true;
            default -> completed(entry, micros);
        }
    }

    /** Takes what the request itself says, which goes out before there is an entry where money brings no credit. */
    void asked(long micros) {
        askedMicros = Math.max(askedMicros, micros);
    }

    private void completed(LedgerEntry entry, long micros) {
        switch (entry.getReason()) {
            case "TOP_UP" -> {
                // Credit that was given ahead of its money comes out of the clearing account.
                if (entry.getDebitAccount().equals("cash")) {
                    movedMicros += micros;
                }
            }
            case "PAYMENT_CLEARED", "CARD_CHARGE" -> movedMicros += micros;
            case "TOP_UP_REVERSED" -> isEnded = true;
            case "REFUND_SETTLED" -> settled(micros);
            case "REFUND_FAILED" -> {
                movedMicros = 0;
                isEnded = true;
            }
            case "DISPUTE" -> disputedMicros += entry.getType().equals("DEBIT") ? micros : -micros;
            default -> {
                // What the money was then used for.
            }
        }
        if (isRefund() && entry.getReason().equals(REFUND)) {
            askedMicros += micros;
        }
    }

    /** A refund that the wallet asked for is a request of its own; any other belongs to the payment that it reduces. */
    private void settled(long micros) {
        if (isRefund()) {
            movedMicros += micros;
        } else {
            refundedMicros += micros;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The request's identity, {@code wallet/purpose/n}. */
    String requestId() {
        return requestId;
    }

    String walletId() {
        return RequestName.of(requestId).walletId();
    }

    String purpose() {
        return RequestName.of(requestId).purpose();
    }

    boolean isRefund() {
        return purpose().equals(REFUND);
    }

    String currency() {
        return currency;
    }

    Instant firstAt() {
        return firstAt;
    }

    Instant lastAt() {
        return lastAt;
    }

    long askedMicros() {
        return askedMicros;
    }

    /** Money that has moved, in or, of a refund, out. */
    long movedMicros() {
        return movedMicros;
    }

    /** What was given back of it without the wallet's asking. */
    long refundedMicros() {
        return refundedMicros;
    }

    /** What banks have taken back of it as things stand. */
    long disputedMicros() {
        return disputedMicros;
    }

    /** Whether there is any entry of it; until its money comes, there is none of what brings no credit. */
    boolean isBooked() {
        return isBooked;
    }

    boolean isEnded() {
        return isEnded;
    }
}
