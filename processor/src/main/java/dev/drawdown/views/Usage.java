package dev.drawdown.views;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.StateWriter;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries up into what was used and spent, per {@link Facet} and {@link UsageSpan}.
 *
 * <p>Spent is what events and invoices were charged, whether credit paid, a card is to or it is owed, less what returns
 * and voided invoices gave back; credit that expired or was taken away is not spent. What a card is to pay is counted when
 * it is used: its payment comes later, of many at once, and so does the debt where that fails. Time is when an entry was
 * recorded, as for the balance. A return knows its lead, and so counts where the lead's delivery was counted, at the
 * return's time.
 */
final class Usage {
    private static final String CARD_CHARGE = "CARD_CHARGE";
    private static final String SHORTFALL = "SHORTFALL";
    private static final Set<String> CHARGES =
            Set.of("USAGE", "FIXED_CHARGE", "LEAD_DELIVERY", "HOLD_CAPTURE", "INVOICE_PAYMENT", SHORTFALL);
    private static final Set<String> UNDOINGS = Set.of("LEAD_RETURN", "INVOICE_VOID");

    private final Shelf shelf;
    private final StateWriter out = new StateWriter(128);

    Usage(Shelf shelf) {
        this.shelf = shelf;
    }

    /**
     * Adds an entry, if it is a charge or undoes one.
     *
     * @param isFirst of its transaction, all entries of which are one charge
     */
    void add(LedgerEntry entry, boolean isFirst) {
        UsageTotals totals = totalsOf(entry, isFirst);
        if (totals == null) {
            return;
        }
        byte[] facetBytes = facetOf(entry).toBytes(out);
        long atMillis = entry.getRecordedAt().toEpochMilli();
        for (UsageSpan span : UsageSpan.values()) {
            byte[] key = ShelfKeys.usage(entry.getWalletId(), span, span.startOf(atMillis), facetBytes);
            byte[] stored = shelf.get(key);
            UsageTotals before = stored == null ? UsageTotals.NONE : UsageTotals.of(stored);
            shelf.put(key, before.plus(totals).toBytes(out));
        }
        String leadId = entry.getLeadId();
        if (leadId != null && isFirst && totals.count() > 0) {
            shelf.put(ShelfKeys.lead(entry.getWalletId(), leadId, entry.getBuyerId()), facetBytes);
        }
    }

    private Facet facetOf(LedgerEntry entry) {
        String leadId = entry.getLeadId();
        if (leadId != null && isUndoing(entry)) {
            byte[] delivered = shelf.get(ShelfKeys.lead(entry.getWalletId(), leadId, entry.getBuyerId()));
            if (delivered != null) {
                return Facet.of(delivered);
            }
        }
        return new Facet(entry.getCategory(), entry.getAppId(), entry.getChannel());
    }

    private static @Nullable UsageTotals totalsOf(LedgerEntry entry, boolean isFirst) {
        long amountMicros = Money.micros(entry.getAmount());
        int events = isFirst ? 1 : 0;
        if (isUndoing(entry)) {
            return new UsageTotals(0, events, BigDecimal.ZERO, 0, amountMicros);
        }
        BigDecimal quantity = entry.getQuantity() == null ? BigDecimal.ZERO : entry.getQuantity();
        return isCharge(entry) ? new UsageTotals(events, 0, quantity, amountMicros, 0) : null;
    }

    private static boolean isCharge(LedgerEntry entry) {
        return switch (entry.getStatus()) {
            case "COMPLETED" -> CHARGES.contains(entry.getReason()) && !isOfFailedCard(entry);
            case "PENDING" -> isUseOnCard(entry);
            default -> false;
        };
    }

    private static boolean isUndoing(LedgerEntry entry) {
        return switch (entry.getStatus()) {
            case "COMPLETED" -> UNDOINGS.contains(entry.getReason());
            case "VOIDED" -> isUseOnCard(entry);
            default -> false;
        };
    }

    /** A card can also be charged for nothing that is used. */
    private static boolean isUseOnCard(LedgerEntry entry) {
        return CARD_CHARGE.equals(entry.getReason()) && (entry.getLeadId() != null || entry.getCategory() != null);
    }

    private static boolean isOfFailedCard(LedgerEntry entry) {
        return SHORTFALL.equals(entry.getReason()) && entry.getPaymentId() != null;
    }
}
