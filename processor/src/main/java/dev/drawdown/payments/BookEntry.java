package dev.drawdown.payments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the payment provider's own books.
 *
 * <p>Its trace is what the metadata names as the payment request ({@link Traces#value}); null where it has none, as
 * what people do by hand has not.
 */
public sealed interface BookEntry {
    /** What the provider calls it. */
    String id();

    /** When it was made, or when its money moved where the provider tells that. */
    Instant at();

    /** How far it has come. */
    enum Stage {
        OPEN,
        /** The money has moved. */
        DONE,
        /** It came to nothing. */
        GONE
    }

    /** Money that is to be collected, over as many charges as that takes. */
    record Intent(String id, @Nullable String trace, Stage stage, Instant at) implements BookEntry {}

    /** Money that is to be collected by an invoice, whose payments are intents of their own. */
    record Invoice(
            String id,
            @Nullable String trace,
            Stage stage,
            String currency,
            long paidMicros,
            List<String> intentIds,
            Instant at)
            implements BookEntry {
        public Invoice {
            intentIds = List.copyOf(intentIds);
        }
    }

    /** Money that was collected. */
    record Charge(
            String id, @Nullable String trace, @Nullable String intentId, String currency, long micros, Instant at)
            implements BookEntry {}

    /** Money that goes back to the payer. */
    record Refund(
            String id,
            @Nullable String trace,
            @Nullable String intentId,
            @Nullable String chargeId,
            String currency,
            long micros,
            Stage stage,
            Instant at)
            implements BookEntry {}

    /**
     * A payer's objection.
     *
     * @param withdrawnMicros what the bank has taken back as things stand
     */
    record Dispute(
            String id,
            @Nullable String intentId,
            @Nullable String chargeId,
            String currency,
            long withdrawnMicros,
            Instant at)
            implements BookEntry {}
}
