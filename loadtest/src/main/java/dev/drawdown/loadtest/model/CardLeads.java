package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the card pays for leads and usage, beside the wallet: gathered, asked for, owed where it fails, given back. */
final class CardLeads {
    static final String PURPOSE = "LEAD_CARD";
    private static final BigDecimal LEAST = new BigDecimal("0.5");
    private static final int CENTS = 2;

    private final Account account;
    private final Book book;

    CardLeads(Book book) {
        this.account = book.account;
        this.book = book;
    }

    OnCard gather(BigDecimal amount) {
        long number = asked() + 1;
        note(amount, "PENDING");
        book.step.entries.getLast().with("reference", requestId(number));
        account.gathered = account.gathered.add(amount);
        return new OnCard(number, amount);
    }

    private long asked() {
        return account.payments.stream().filter(payment -> payment.is(PURPOSE)).count();
    }

    private String requestId(long number) {
        return account.walletId + "/" + PURPOSE + "/" + number;
    }

    private void note(BigDecimal amount, String status) {
        book.post("DEBIT", "CARD_CHARGE", amount, Money.ZERO, null, "cash", "revenue", Money.ZERO);
        book.step.entries.getLast().with("status", status);
    }

    /** Asks once it is enough, while payments work and the wallet is active. */
    void look() {
        BigDecimal cents = account.gathered.setScale(CENTS, RoundingMode.UP);
        Cashier cashier = new Cashier(book);
        boolean wanted = Money.positive(account.gathered) && Money.atMost(LEAST, cents);
        if (wanted && account.status.equals("ACTIVE") && !account.paymentFailed && cashier.hasRoomFor(1)) {
            cashier.ask(cashier.payment(PURPOSE, account.gathered));
            account.gathered = Money.ZERO;
        }
    }

    /** Whether it asks for what is owed: not after a failure, and not while a bank has taken something back. */
    boolean collectsOwed() {
        return account.settings.textOr("billing_mode", "PREPAID").equals("CARD")
                && account.status.equals("ACTIVE")
                && !account.paymentFailed
                && account.payments.stream().noneMatch(payment -> Money.positive(payment.disputed));
    }

    /** The end of the wallet. */
    void cancel() {
        if (Money.positive(account.gathered)) {
            note(account.gathered, "VOIDED");
            account.gathered = Money.ZERO;
        }
    }

    /** A charge that has failed for good is owed, but for what was returned. */
    void owe(ModelPayment payment) {
        BigDecimal missing = payment.needed.subtract(payment.refunded);
        if (Money.positive(missing)) {
            account.everOwed = account.everOwed.add(missing);
            account.owed = account.owed.add(missing);
            book.post("DEBIT", "SHORTFALL", missing, missing.negate(), null, "receivable", "revenue", missing);
        }
    }

    /** Why a return must wait, or null. */
    @Nullable
    String refuse(@Nullable OnCard card) {
        ModelPayment payment = card == null ? null : find(card);
        boolean refunds = payment != null && payment.state.equals("PAID");
        return refunds && !new Cashier(book).hasRoomFor(1) ? "TOO_MANY_PAYMENTS" : null;
    }

    private @Nullable ModelPayment find(OnCard card) {
        String requestId = requestId(card.number());
        return account.payments.stream()
                .filter(payment -> payment.requestId.equals(requestId))
                .findFirst()
                .orElse(null);
    }

    void giveBack(OnCard card, Credits credits) {
        ModelPayment payment = find(card);
        if (payment == null) {
            account.gathered = account.gathered.subtract(card.amount());
            note(card.amount(), "VOIDED");
        } else if (payment.waits()) {
            note(card.amount(), "VOIDED");
            payment.refunded = payment.refunded.add(card.amount());
            if (payment.state.equals("RESTING") && Money.atMost(payment.needed, payment.refunded)) {
                Map<String, Object> cause = new LinkedHashMap<>(book.common);
                Cashier cashier = new Cashier(book);
                book.common.clear();
                cashier.tell(payment, payment.reference, null);
                cashier.over(payment, "VOIDED");
                book.common.clear();
                book.common.putAll(cause);
            }
        } else if (Money.positive(payment.needed)) {
            giveBackPaid(payment, card.amount(), credits);
        } else {
            BigDecimal left = card.amount().subtract(forgive(card.amount()));
            credits.returned(left);
        }
    }

    /** Whole cents go to the card, the rest is credit; what the bank took is not given twice. */
    void giveBackPaid(ModelPayment payment, BigDecimal amount, Credits credits) {
        Map<String, Object> cause = new LinkedHashMap<>(book.common);
        BigDecimal there = amount.min(payment.refundable());
        forgive(amount.subtract(there).min(payment.disputed));
        BigDecimal whole = Money.plain(there.setScale(CENTS, RoundingMode.DOWN));
        credits.returned(there.subtract(whole));
        book.common.clear();
        new Cashier(book).giveBack(payment, whole);
        book.common.clear();
        book.common.putAll(cause);
    }

    private BigDecimal forgive(BigDecimal most) {
        BigDecimal forgiven = most.min(account.owed);
        if (Money.positive(forgiven)) {
            account.owed = account.owed.subtract(forgiven);
            book.post("CREDIT", "LEAD_RETURN", forgiven, forgiven, null, "revenue", "receivable", forgiven.negate());
        }
        return forgiven;
    }
}
