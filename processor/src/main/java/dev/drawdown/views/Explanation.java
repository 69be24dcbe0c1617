package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import java.util.List;

/**
 * All that an input brought about, as the topics say it.
 *
 * @param entries in the order of the ledger, which is the order in which tranches paid
 * @param requests one per attempt
 * @param outcomes of a command; more than one where it was sent again
 */
public record Explanation(
        List<LedgerEntry> entries,
        List<BalanceAlert> alerts,
        List<PaymentRequest> requests,
        List<CommandOutcome> outcomes) {
    public Explanation {
        entries = List.copyOf(entries);
        alerts = List.copyOf(alerts);
        requests = List.copyOf(requests);
        outcomes = List.copyOf(outcomes);
    }

    /** Whether nothing is known of the input. */
    public boolean isEmpty() {
        return entries.isEmpty() && alerts.isEmpty() && requests.isEmpty() && outcomes.isEmpty();
    }
}
