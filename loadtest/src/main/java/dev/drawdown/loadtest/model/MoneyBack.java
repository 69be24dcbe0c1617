package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How money goes back to a card: refunds, asked for or not, and disputes. */
final class MoneyBack {
    private static final int CENTS = 2;

    final Credits credits;
    private final Account account;
    private final Book book;
    private final Cashier cashier;

    MoneyBack(Book book, Cashier cashier) {
        this.account = book.account;
        this.book = book;
        this.cashier = cashier;
        this.credits = new Credits(book);
    }

    /** Takes an amount out of purchased credit and sends it back to the newest payments. */
    String deduct(BigDecimal amount) {
        if (amount.stripTrailingZeros().scale() > CENTS) {
            return "MALFORMED";
        }
        BigDecimal purchased = Money.ZERO;
        for (ModelTranche tranche : account.tranches) {
            purchased =
                    tranche.pool == CreditPool.PURCHASED ? purchased.add(account.free(tranche, book.now)) : purchased;
        }
        if (Money.above(amount, purchased.min(account.available()))) {
            return "INSUFFICIENT_FUNDS";
        }
        List<ModelPayment> newestFirst = account.refundable.stream()
                .filter(ModelPayment::bringsCredit)
                .toList()
                .reversed();
        BigDecimal sum = Money.ZERO;
        int parts = 0;
        for (ModelPayment payment : newestFirst) {
            parts += Money.above(amount, sum) ? 1 : 0;
            sum = sum.add(payment.refundable());
        }
        if (Money.above(amount, sum)) {
            return "NOT_REFUNDABLE";
        }
        if (!cashier.hasRoomFor(parts)) {
            return "TOO_MANY_PAYMENTS";
        }
        BigDecimal missing = amount;
        for (ModelPayment payment : newestFirst) {
            BigDecimal part = missing.min(payment.refundable());
            if (Money.positive(part)) {
                give(payment, part);
                missing = missing.subtract(part);
            }
        }
        return "ACCEPTED";
    }

    /** Asks the provider to give a part of a payment back. */
    void give(ModelPayment payment, BigDecimal amount) {
        if (!Money.positive(amount)) {
            return;
        }
        ModelPayment refund = cashier.payment("REFUND", amount);
        refund.refundOf = payment;
        refund.payer = payment.payer;
        cashier.ask(refund);
        cashier.tell(refund, null, null);
        takeOut(payment, amount);
        payment.refunded = payment.refunded.add(amount);
        cashier.file(payment);
    }

    private void takeOut(ModelPayment payment, BigDecimal amount) {
        if (payment.bringsCredit()) {
            take("REFUND", payment, amount, "payment_clearing");
            return;
        }
        BigDecimal earned = amount.min(payment.needed.subtract(payment.refunded).max(Money.ZERO));
        if (Money.positive(earned)) {
            book.post("DEBIT", "REFUND", earned, Money.ZERO, null, "revenue", "payment_clearing", earned.negate());
        }
        take("REFUND", payment, amount.subtract(earned), "payment_clearing");
    }

    /** Takes from the payment's own credit, then from the newest purchased; what is not there is owed. */
    void take(String reason, ModelPayment payment, BigDecimal amount, String to) {
        BigDecimal missing = amount;
        while (Money.positive(missing)) {
            ModelTranche tranche = nextToTake(payment);
            if (tranche == null) {
                account.everOwed = account.everOwed.add(missing);
                account.owed = account.owed.add(missing);
                book.post("DEBIT", reason, missing, missing.negate(), null, "receivable", to, Money.ZERO);
                return;
            }
            BigDecimal part = missing.min(account.free(tranche, book.now));
            tranche.remaining = tranche.remaining.subtract(part);
            book.debit(reason, tranche, part, to, false);
            missing = missing.subtract(part);
        }
    }

    private @Nullable ModelTranche nextToTake(ModelPayment payment) {
        ModelTranche own = payment.tranche;
        if (own != null && Money.positive(account.free(own, book.now))) {
            return own;
        }
        ModelTranche newest = null;
        for (ModelTranche tranche : account.tranches) {
            boolean there = tranche.pool == CreditPool.PURCHASED && Money.positive(account.free(tranche, book.now));
            if (there && (newest == null || tranche.number > newest.number)) {
                newest = tranche;
            }
        }
        return newest;
    }

    /** What the provider says of a refund. */
    boolean answered(ModelPayment refund, Fields body) {
        return switch (body.textOr("status", "")) {
            case "PROCESSING", "ACTION_REQUIRED" -> {
                boolean news = refund.state.equals("ASKED");
                refund.state = news ? "BUSY" : refund.state;
                refund.due = news ? null : refund.due;
                yield news;
            }
            case "SUCCEEDED", "REFUNDED" -> {
                boolean news = refund.waits();
                if (news) {
                    settled(refund.amount);
                    refund.state = "PAID";
                }
                yield news;
            }
            case "FAILED" -> {
                boolean news = !refund.state.equals("OVER");
                if (news) {
                    comeBack(refund);
                }
                yield news;
            }
            default -> false;
        };
    }

    private void settled(BigDecimal amount) {
        book.post("DEBIT", "REFUND_SETTLED", amount, Money.ZERO, null, "payment_clearing", "cash", Money.ZERO);
    }

    private void comeBack(ModelPayment refund) {
        bring("REFUND_FAILED", refund.amount, refund.state.equals("PAID") ? "cash" : "payment_clearing", lapsing());
        refund.state = "OVER";
        ModelPayment original = refund.refundOf;
        if (original != null) {
            original.refunded = original.refunded.subtract(refund.amount);
            cashier.file(original);
        }
        cashier.alert("PAYMENT_FAILED");
    }

    private @Nullable Instant lapsing() {
        return account.expired && !account.status.equals("TERMINATED") ? book.now.plus(Credits.RETURN_GRACE) : null;
    }

    /** What happens to money after it came. */
    boolean afterwards(ModelPayment payment, String status, BigDecimal amount) {
        return switch (status) {
            case "REFUNDED" -> refundedElsewhere(payment, amount);
            case "DISPUTED" -> disputed(payment, amount);
            default -> won(payment);
        };
    }

    private boolean refundedElsewhere(ModelPayment payment, BigDecimal total) {
        BigDecimal more = total.subtract(payment.refunded).min(payment.refundable());
        if (!Money.positive(more)) {
            return false;
        }
        takeOut(payment, more);
        settled(more);
        payment.refunded = payment.refunded.add(more);
        cashier.file(payment);
        return true;
    }

    private boolean disputed(ModelPayment payment, BigDecimal claimed) {
        BigDecimal amount = claimed.min(payment.refundable());
        if (payment.disputeWon || Money.positive(payment.disputed) || !Money.positive(amount)) {
            return false;
        }
        take("DISPUTE", payment, amount, "cash");
        payment.disputed = amount;
        cashier.file(payment);
        cashier.alert("SAFETY");
        return true;
    }

    private boolean won(ModelPayment payment) {
        if (payment.disputeWon) {
            return false;
        }
        if (Money.positive(payment.disputed)) {
            bring("DISPUTE", payment.disputed, "cash", lapsing());
        }
        payment.disputed = Money.ZERO;
        payment.disputeWon = true;
        cashier.file(payment);
        return true;
    }

    /** Purchased credit comes in, or comes back. */
    ModelTranche bring(String reason, BigDecimal amount, String from, @Nullable Instant until) {
        credits.purchased(reason, amount, from, until);
        return credits.arrived.getLast();
    }
}
