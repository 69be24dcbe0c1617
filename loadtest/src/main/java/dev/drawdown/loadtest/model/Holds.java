package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How credit is promised, taken up and set free. */
final class Holds {
    private final Account account;
    private final Book book;

    Holds(Book book) {
        this.account = book.account;
        this.book = book;
    }

    String place(Fields command) {
        String holdId = command.textOr("hold_id", "");
        String chargeType = command.textOr("charge_type", "USAGE");
        String category = command.text("category");
        BigDecimal amount = command.moneyOr("amount", Money.ZERO);
        if (account.hold(holdId) != null || account.ended(holdId, book.now) != null) {
            return "HOLD_EXISTS";
        }
        BigDecimal free = account.free(book.now, chargeType, category);
        BigDecimal spendable = account.availability(book.now, chargeType, category)
                .subtract(account.floor().max(Money.ZERO));
        if (Money.above(amount, free) || Money.above(amount, spendable)) {
            return "INSUFFICIENT_FUNDS";
        }
        List<Part> parts = new ArrayList<>();
        BigDecimal missing = amount;
        for (ModelTranche tranche : account.inBurnOrder()) {
            BigDecimal pin = account.free(tranche, book.now).min(missing);
            if (tranche.coverage.covers(chargeType, category) && Money.positive(pin)) {
                parts.add(Part.of(tranche, pin));
                missing = missing.subtract(pin);
            }
        }
        Duration ttl = Duration.ofSeconds(command.numberOr("ttl_seconds", 0));
        boolean overage = command.flag("allow_overage");
        account.hold(new ModelHold(holdId, amount, chargeType, category, book.now.plus(ttl), overage, parts));
        return "ACCEPTED";
    }

    String capture(Fields command) {
        String holdId = command.textOr("hold_id", "");
        ModelHold hold = account.hold(holdId);
        if (hold == null) {
            return ended(holdId, "CAPTURED");
        }
        BigDecimal amount = command.moneyOr("amount", hold.amount());
        if (Money.above(amount, hold.amount()) && !hold.allowOverage()) {
            return "EXCEEDS_HOLD";
        }
        tell(hold);
        String overageReason = hold.chargeType().equals("FIXED") ? "FIXED_CHARGE" : "USAGE";
        take(hold, amount, overageReason, hold.chargeType(), hold.category());
        return "ACCEPTED";
    }

    /** A lead's price: from the hold that it names, and plainly where that is not there or not enough. */
    Debits.Taken chargeLead(BigDecimal price, @Nullable String holdId) {
        ModelHold hold = holdId == null ? null : account.hold(holdId);
        if (hold == null) {
            return new Debits(book).charge("LEAD_DELIVERY", price, "USAGE", Facts.LEAD_CATEGORY);
        }
        return take(hold, price, "LEAD_DELIVERY", "USAGE", Facts.LEAD_CATEGORY);
    }

    private Debits.Taken take(
            ModelHold hold, BigDecimal amount, String overageReason, String chargeType, @Nullable String category) {
        end(hold, "CAPTURED");
        Debits debits = new Debits(book);
        BigDecimal fromHold = amount.min(hold.amount());
        List<Part> parts = new ArrayList<>(debits.capture(hold.parts(), fromHold));
        BigDecimal beyond = amount.subtract(fromHold);
        Owed owed = null;
        OnCard card = null;
        if (Money.positive(beyond) || amount.signum() == 0) {
            Debits.Taken plain = debits.charge(overageReason, beyond, chargeType, category);
            parts.addAll(plain.parts());
            owed = plain.owed();
            card = plain.card();
        }
        new Debits(book).settle(setFree(hold.parts()));
        return new Debits.Taken(parts, owed, card);
    }

    String release(Fields command) {
        String holdId = command.textOr("hold_id", "");
        ModelHold hold = account.hold(holdId);
        if (hold == null) {
            return ended(holdId, "RELEASED");
        }
        tell(hold);
        end(hold, "RELEASED");
        new Debits(book).settle(setFree(hold.parts()));
        return "ACCEPTED";
    }

    void tell(ModelHold hold) {
        book.tell("hold_id", hold.id());
        book.tell("charge_type", hold.chargeType());
        book.tell("category", hold.category());
    }

    void end(ModelHold hold, String how) {
        account.setFree(hold);
        account.endedHolds.put(hold.id(), new Account.EndedHold(how, book.now));
    }

    /** What is not pinned any more lapses where its tranche has expired meanwhile; the rest may pay what is owed. */
    List<ModelTranche> setFree(List<Part> parts) {
        Debits debits = new Debits(book);
        List<ModelTranche> freed = new ArrayList<>();
        for (Part part : parts) {
            ModelTranche tranche = part.tranche();
            BigDecimal unpinned = tranche.remaining.subtract(account.pinned(tranche));
            if (tranche.expiredAt(book.now) && Money.positive(unpinned)) {
                debits.lapse("EXPIRY", tranche, unpinned);
            }
            freed.add(tranche);
        }
        return freed;
    }

    /** A second end of the same kind gets the first one's answer. */
    private String ended(String holdId, String asked) {
        String how = account.ended(holdId, book.now);
        if (how == null) {
            return "NO_SUCH_HOLD";
        }
        return how.equals(asked) ? "AGAIN" : how.equals("EXPIRED") ? "HOLD_EXPIRED" : "HOLD_ALREADY_" + how;
    }
}
