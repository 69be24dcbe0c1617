package dev.drawdown.audit;

import dev.drawdown.payments.BookEntry.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A payment request as the provider has it, added up from its objects. */
final class ProviderPayment {
    private final String trace;
    private final List<String> ids = new ArrayList<>();
    private Instant firstAt = Instant.MAX;
    private Instant lastAt = Instant.MIN;
    private String currency = "";
    private int collections;
    private long movedMicros;
    private long refundedMicros;
    private long disputedMicros;
    private boolean isOpen;

    ProviderPayment(String trace) {
        this.trace = trace;
    }

    /** Takes an object that was made for the request. */
    void made(String id, Stage stage, Instant at) {
        ids.add(id);
        isOpen |= stage == Stage.OPEN;
        seen(at);
    }

    /** Takes money that has moved for it. */
    void moved(String id, String movedCurrency, long micros, Instant at) {
        if (!ids.contains(id)) {
            ids.add(id);
        }
        collections++;
        currency = movedCurrency;
        movedMicros += micros;
        seen(at);
    }

    void refunded(long micros, Instant at) {
        refundedMicros += micros;
        seen(at);
    }

    void disputed(long micros, Instant at) {
        disputedMicros += micros;
        seen(at);
    }

    private void seen(Instant at) {
        firstAt = at.isBefore(firstAt) ? at : firstAt;
        lastAt = at.isAfter(lastAt) ? at : lastAt;
    }

    /** What names the request in the metadata. */
    String trace() {
        return trace;
    }

    /** What the provider calls its objects, the request's own first. */
    List<String> ids() {
        return ids;
    }

    Instant firstAt() {
        return firstAt;
    }

    Instant lastAt() {
        return lastAt;
    }

    /** Of the money that has moved; empty while none has. */
    String currency() {
        return currency;
    }

    /** How often money has moved. */
    int collections() {
        return collections;
    }

    long movedMicros() {
        return movedMicros;
    }

    long refundedMicros() {
        return refundedMicros;
    }

    long disputedMicros() {
        return disputedMicros;
    }

    /** Whether something is still under way. */
    boolean isOpen() {
        return isOpen;
    }
}
