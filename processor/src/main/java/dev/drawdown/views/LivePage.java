package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a wallet since somebody looked last, oldest first.
 *
 * @param alerts with their offsets
 * @param balance as it is now
 * @param hasMore whether there is more than was asked for
 */
public record LivePage(
        List<LedgerEntry> entries,
        List<Alert> alerts,
        @Nullable WalletBalance balance,
        boolean hasMore) {
    public LivePage {
        entries = List.copyOf(entries);
        alerts = List.copyOf(alerts);
    }

    /** An alert and where it lies in its topic. */
    public record Alert(long offset, BalanceAlert alert) {}
}
