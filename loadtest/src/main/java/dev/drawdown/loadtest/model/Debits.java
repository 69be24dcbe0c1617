package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How charges are paid, what is owed settled, and credit voided. */
final class Debits {
    private final Account account;
    private final Book book;

    Debits(Book book) {
        this.account = book.account;
        this.book = book;
    }

    /** What a charge took. */
    record Taken(
            List<Part> parts, @Nullable Owed owed, @Nullable OnCard card) {}

    /** Charges a fact: tranches pay what they can, the rest is owed. */
    Taken charge(String reason, BigDecimal amount, String chargeType, @Nullable String category) {
        if (amount.signum() == 0) {
            book.post("DEBIT", reason, amount, Money.ZERO, null, "deferred_revenue", "revenue", Money.ZERO);
            return new Taken(List.of(), null, null);
        }
        Watch.spend(account, book.now, amount);
        List<Part> parts = new ArrayList<>();
        BigDecimal missing = amount;
        for (ModelTranche tranche : account.inBurnOrder()) {
            BigDecimal take = account.free(tranche, book.now).min(missing);
            if (tranche.coverage.covers(chargeType, category) && Money.positive(take)) {
                burn(reason, tranche, take);
                parts.add(Part.of(tranche, take));
                missing = missing.subtract(take);
            }
        }
        if (!Money.positive(missing)) {
            return new Taken(parts, null, null);
        }
        boolean byCard = account.settings.textOr("billing_mode", "PREPAID").equals("CARD");
        return byCard
                ? new Taken(parts, null, new CardLeads(book).gather(missing))
                : new Taken(parts, owe(missing), null);
    }

    private Owed owe(BigDecimal missing) {
        Owed owed = new Owed(account.everOwed, missing);
        account.everOwed = account.everOwed.add(missing);
        account.owed = account.owed.add(missing);
        book.post("DEBIT", "SHORTFALL", missing, missing.negate(), null, "receivable", "revenue", missing);
        return owed;
    }

    private void burn(String reason, ModelTranche tranche, BigDecimal amount) {
        tranche.remaining = tranche.remaining.subtract(amount);
        book.debit(reason, tranche, amount, tranche.pool.usedAccount, true);
    }

    /** Takes out of what a hold has pinned, in the order in which it was pinned; the hold must be closed already. */
    List<Part> capture(List<Part> pinned, BigDecimal amount) {
        List<Part> parts = new ArrayList<>();
        BigDecimal missing = amount;
        for (Part part : pinned) {
            BigDecimal take = part.amount().min(missing);
            if (Money.positive(take)) {
                burn("HOLD_CAPTURE", part.tranche(), take);
                parts.add(Part.of(part.tranche(), take));
                missing = missing.subtract(take);
            }
        }
        if (Money.positive(amount)) {
            Watch.spend(account, book.now, amount.subtract(missing));
        }
        return parts;
    }

    /** Takes credit out without earning it: whatever is free, in burn order. */
    void remove(String reason, BigDecimal amount, @Nullable CreditPool onlyPool) {
        BigDecimal missing = amount;
        for (ModelTranche tranche : account.inBurnOrder()) {
            BigDecimal take = account.free(tranche, book.now).min(missing);
            if ((onlyPool == null || tranche.pool == onlyPool) && Money.positive(take)) {
                tranche.remaining = tranche.remaining.subtract(take);
                book.debit(reason, tranche, take, "adjustments", false);
                missing = missing.subtract(take);
            }
        }
    }

    /** Credit lapses. */
    void lapse(String reason, ModelTranche tranche, BigDecimal amount) {
        tranche.remaining = tranche.remaining.subtract(amount);
        book.debit(reason, tranche, amount, tranche.pool.lapsedAccount, true);
    }

    /** What came in or was freed pays what is owed, first owed first, unless it is meant for certain categories. */
    void settle(List<ModelTranche> withThese) {
        for (ModelTranche tranche : account.inBurnOrder()) {
            BigDecimal pay = account.free(tranche, book.now).min(account.owed);
            if (withThese.contains(tranche) && !tranche.coverage.limitedToCategories() && Money.positive(pay)) {
                tranche.remaining = tranche.remaining.subtract(pay);
                account.owed = account.owed.subtract(pay);
                book.post(
                        "CREDIT",
                        "SHORTFALL_SETTLED",
                        pay,
                        Money.ZERO,
                        tranche,
                        tranche.pool.account,
                        "receivable",
                        Money.ZERO);
            }
        }
    }
}
