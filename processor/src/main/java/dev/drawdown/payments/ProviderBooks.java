package dev.drawdown.payments;

import java.time.Instant;
import java.util.function.Consumer;

/** The payment provider's own books as a whole, to be held against the ledger. */
public interface ProviderBooks {
    /**
     * Reads what has been made since an instant, in no order, and returns how many lines that were.
     *
     * @param to takes each line; what it was given counts only if all of it could be read
     */
    GatewayAnswer<Long> read(Instant since, Consumer<BookEntry> to);
}
