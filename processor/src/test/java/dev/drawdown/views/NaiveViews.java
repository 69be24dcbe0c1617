package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The same answers as the read models', by going through everything. */
final class NaiveViews {
    private final Ledgers ledgers;

    NaiveViews(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    private List<LedgerEntry> entries(String walletId) {
        return ledgers.entries.stream()
                .filter(entry -> entry.getWalletId().equals(walletId))
                .toList();
    }

    List<Long> history(String walletId, HistoryFilter filter) {
        List<Long> seqs = new ArrayList<>();
        for (LedgerEntry entry : entries(walletId).reversed()) {
            long at = entry.getRecordedAt().toEpochMilli();
            boolean isWanted = (filter.category() == null || Objects.equals(filter.category(), entry.getCategory()))
                    && (filter.appId() == null || Objects.equals(filter.appId(), entry.getAppId()))
                    && (filter.isDebit() == null
                            || filter.isDebit() == entry.getType().equals("DEBIT"))
                    && (filter.fromMillis() == null || at >= filter.fromMillis())
                    && (filter.toMillis() == null || at < filter.toMillis());
            if (isWanted) {
                seqs.add(entry.getSeq());
            }
        }
        return seqs;
    }

    Map<Facet, UsageTotals> usage(String walletId, long fromMillis, long toMillis) {
        Map<Facet, UsageTotals> totals = new HashMap<>();
        Map<String, LedgerEntry> leads = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (LedgerEntry entry : entries(walletId)) {
            if (entry.getReason().equals("LEAD_DELIVERY")) {
                leads.put(entry.getLeadId() + "/" + entry.getBuyerId(), entry);
            }
            int events = seen.add(entry.getTransactionId()) ? 1 : 0;
            long at = entry.getRecordedAt().toEpochMilli();
            if (at < fromMillis || at >= toMillis) {
                continue;
            }
            long micros = Money.micros(entry.getAmount());
            switch (entry.getReason()) {
                case "USAGE", "SHORTFALL", "LEAD_DELIVERY" -> {
                    BigDecimal quantity = Objects.requireNonNullElse(entry.getQuantity(), BigDecimal.ZERO);
                    Facet facet = new Facet(entry.getCategory(), entry.getAppId(), entry.getChannel());
                    totals.merge(facet, new UsageTotals(events, 0, quantity, micros, 0), UsageTotals::plus);
                }
                case "LEAD_RETURN" -> {
                    LedgerEntry lead = Objects.requireNonNull(leads.get(entry.getLeadId() + "/" + entry.getBuyerId()));
                    Facet facet = new Facet(lead.getCategory(), lead.getAppId(), lead.getChannel());
                    totals.merge(facet, new UsageTotals(0, events, BigDecimal.ZERO, 0, micros), UsageTotals::plus);
                }
                default -> {
                    // Neither a charge nor its undoing.
                }
            }
        }
        return totals;
    }

    List<Long> seqsOf(String walletId, String inputId) {
        return entries(walletId).stream()
                .filter(entry -> entry.getInputId().equals(inputId))
                .map(LedgerEntry::getSeq)
                .toList();
    }

    List<BalanceAlert> alertsOf(String walletId, String inputId) {
        return ledgers.alerts.stream()
                .filter(alert -> alert.getWalletId().equals(walletId)
                        && alert.getCausedBy().equals(inputId))
                .toList();
    }
}
