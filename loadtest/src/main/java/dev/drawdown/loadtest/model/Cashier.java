package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How money is asked for at the card's provider, and what its answers do. */
final class Cashier {
    private static final List<String> NO_CARD_ASKED =
            List.of("no_payment_method", "no_backup_method", "no_email", "not_attempted", "not_created");
    private static final BigDecimal LEAST = new BigDecimal("0.5");
    private static final int CENTS = 2;
    private static final int MOST_WAITING = 100;
    private static final int MOST_REFUNDABLE = 32;
    private static final int STUCK_AFTER = 3;
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24), Duration.ofHours(72));

    private final Account account;
    private final Book book;
    private final List<String> alerts = new ArrayList<>();
    private final MoneyBack back;

    Cashier(Book book) {
        this.account = book.account;
        this.book = book;
        this.back = new MoneyBack(book, this);
    }

    /** A top-up by card or invoice. */
    String topUp(Fields body) {
        BigDecimal amount = body.moneyOr("amount", Money.ZERO);
        String refused = refuse(amount);
        if (refused == null) {
            ModelPayment payment = payment("TOP_UP", amount);
            payment.invoiced = body.textOr("collect", "").equals("INVOICE");
            payment.reference = body.text("reference");
            payment.payer = body.textOr("payer_id", "");
            payment.free = body.moneyOr("free_amount", Money.ZERO);
            payment.creditUntil = account.endOfDay(body.time("expires_at"));
            tell(payment, payment.reference, null);
            note(payment, "PENDING");
            ask(payment);
            book.common.remove("payment_id");
        }
        return refused == null ? "ACCEPTED" : refused;
    }

    String charge(Fields body) {
        BigDecimal amount = body.moneyOr("amount", Money.ZERO);
        String refused = refuse(amount);
        if (refused == null) {
            ModelPayment payment = payment("CARD_CHARGE", amount);
            payment.payer = body.textOr("payer_id", "");
            tell(payment, null, null);
            note(payment, "PENDING");
            ask(payment);
            book.common.remove("payment_id");
        }
        return refused == null ? "ACCEPTED" : refused;
    }

    String refund(Fields body) {
        return back.deduct(body.moneyOr("amount", Money.ZERO));
    }

    private @Nullable String refuse(BigDecimal amount) {
        if (Money.above(LEAST, amount.setScale(CENTS, RoundingMode.UP))) {
            return "BELOW_MINIMUM";
        }
        return waiting() >= MOST_WAITING ? "TOO_MANY_PAYMENTS" : null;
    }

    boolean hasRoomFor(int requests) {
        return waiting() + requests <= MOST_WAITING;
    }

    private long waiting() {
        return account.payments.stream().filter(ModelPayment::waits).count();
    }

    ModelPayment payment(String purpose, BigDecimal needed) {
        long number = account.payments.stream().filter(each -> each.is(purpose)).count() + 1;
        BigDecimal amount = Money.plain(needed.setScale(CENTS, RoundingMode.UP));
        ModelPayment payment =
                new ModelPayment(purpose, account.walletId + "/" + purpose + "/" + number, amount, needed);
        payment.due = book.now.plus(SILENCE);
        payment.askedAt = book.now;
        payment.causedBy = book.step.inputId;
        account.payments.add(payment);
        return payment;
    }

    /** A request goes out. */
    void ask(ModelPayment payment) {
        book.step.requests.add(payment.request(account));
    }

    void tell(ModelPayment payment, @Nullable String reference, @Nullable String receiptUrl) {
        book.common.keySet().removeAll(List.of("payment_id", "reference", "receipt_url"));
        book.tell("payment_id", payment.requestId);
        book.tell("reference", reference);
        book.tell("receipt_url", receiptUrl);
    }

    private void note(ModelPayment payment, String status) {
        if (payment.bringsCredit()) {
            book.post("CREDIT", "TOP_UP", payment.amount, Money.ZERO, null, "cash", "deferred_revenue", Money.ZERO);
        } else {
            book.post("DEBIT", "CARD_CHARGE", payment.needed, Money.ZERO, null, "cash", "revenue", Money.ZERO);
        }
        book.step.entries.getLast().with("status", status);
    }

    /** What the provider says. */
    String answer(Fields body) {
        String requestId = body.textOr("request_id", "");
        ModelPayment payment = account.payments.stream()
                .filter(each -> each.requestId.equals(requestId))
                .findFirst()
                .orElse(null);
        if (payment == null || body.numberOr("attempt", 0) > payment.attempt) {
            return "NO_SUCH_PAYMENT";
        }
        String given = payment.reference;
        tell(payment, given == null ? body.text("provider_id") : given, body.text("receipt_url"));
        boolean news = payment.is("REFUND") ? back.answered(payment, body) : answered(payment, body);
        if (!news) {
            return "AGAIN";
        }
        new Debits(book).settle(back.credits.arrived);
        alerts.forEach(kind -> Watch.alert(account, book.step, kind, book.now));
        return "ACCEPTED";
    }

    void alert(String kind) {
        alerts.add(kind);
    }

    private boolean answered(ModelPayment payment, Fields body) {
        boolean current = body.numberOr("attempt", 0) == payment.attempt
                && (payment.state.equals("ASKED") || payment.state.equals("BUSY"));
        String status = body.textOr("status", "");
        return switch (status) {
            case "PROCESSING", "ACTION_REQUIRED" -> current && interim(payment, status);
            case "FAILED" -> current && failed(payment, body);
            case "SUCCEEDED" -> {
                boolean news = !payment.state.equals("PAID");
                if (news) {
                    succeed(payment, body.moneyOr("amount", payment.amount));
                }
                yield news;
            }
            default -> {
                boolean known = payment.state.equals("PAID");
                if (!known) {
                    succeed(payment, payment.amount);
                }
                yield back.afterwards(payment, status, body.moneyOr("amount", payment.collected)) || !known;
            }
        };
    }

    private boolean interim(ModelPayment payment, String status) {
        boolean asks = status.equals("ACTION_REQUIRED");
        boolean news = asks ? !payment.customerAsked : payment.state.equals("ASKED");
        if (news) {
            if (payment.state.equals("ASKED")) {
                payment.due =
                        payment.payBy == null || payment.overdue ? null : later(payment.payBy, book.now.plusMillis(1));
            }
            payment.state = "BUSY";
            payment.customerAsked = payment.customerAsked || asks;
        }
        if (news && asks) {
            alert("PAYMENT_ACTION");
        }
        return news;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean failed(ModelPayment payment, Fields body) {
        boolean hard = body.textOr("decline_kind", "SOFT").equals("HARD");
        payment.defaultDead = payment.defaultDead || (hard && !payment.onBackup);
        payment.backupDead = payment.backupDead || (hard && payment.onBackup);
        if (payment.invoiced) {
            over(payment, "VOIDED");
            if (!payment.is("TOP_UP")) {
                forGood(payment);
            } else if (body.textOr("decline_code", "").equals("no_email")) {
                alert("PAYMENT_FAILED");
            }
            return true;
        }
        if (!NO_CARD_ASKED.contains(body.textOr("decline_code", ""))) {
            book.step.declines.add(payment.payer + (payment.onBackup ? "/BACKUP" : "/DEFAULT"));
        }
        if (!payment.onBackup && !payment.backupDead) {
            attempt(payment, true);
        } else if (payment.defaultDead || payment.pauses == PAUSES.size()) {
            over(payment, "FAILED");
            forGood(payment);
        } else {
            payment.state = "RESTING";
            payment.due = book.now.plus(PAUSES.get(payment.pauses++));
            if (!account.paymentFailed && account.settings.flagOr("pause_at_first_failure", true)) {
                account.paymentFailed = true;
                alert("PAYMENT_FAILED");
            }
        }
        return true;
    }

    private void forGood(ModelPayment payment) {
        account.paymentFailed = true;
        account.rechargeOff = account.rechargeOff || payment.is("AUTO_RECHARGE") || payment.is("SHORTFALL");
        alert("PAYMENT_FAILED");
    }

    private void attempt(ModelPayment payment, boolean onBackup) {
        payment.state = "ASKED";
        payment.attempt++;
        payment.onBackup = onBackup;
        payment.resent = 0;
        payment.customerAsked = false;
        payment.due = book.now.plus(SILENCE);
        ask(payment);
    }

    void over(ModelPayment payment, String status) {
        if (Money.positive(payment.advanced)) {
            back.take("TOP_UP_REVERSED", payment, payment.advanced, "payment_clearing");
            payment.advanced = Money.ZERO;
            payment.tranche = null;
        } else {
            note(payment, status);
        }
        payment.state = "OVER";
        payment.due = null;
        if (payment.is(CardLeads.PURPOSE)) {
            if (status.equals("FAILED")) {
                new CardLeads(book).owe(payment);
            }
            payment.needed = Money.ZERO;
            payment.refunded = Money.ZERO;
        }
    }

    void giveBack(ModelPayment payment, BigDecimal amount) {
        back.give(payment, amount);
    }

    private void succeed(ModelPayment payment, BigDecimal collected) {
        if (Money.positive(payment.advanced)) {
            clear(payment, collected);
        } else if (payment.bringsCredit()) {
            payment.tranche = back.bring("TOP_UP", collected, "cash", creditUntil(payment));
            if (Money.positive(payment.free) && !account.status.equals("TERMINATED")) {
                back.credits.grantFree(payment.free, creditUntil(payment));
            }
        } else {
            BigDecimal charged = collected.min(payment.needed);
            if (Money.positive(payment.needed)) {
                book.post("DEBIT", "CARD_CHARGE", charged, Money.ZERO, null, "cash", "revenue", charged);
            }
            if (Money.above(collected, charged)) {
                payment.tranche = back.bring("TOP_UP", collected.subtract(charged), "cash", creditUntil(payment));
            }
        }
        BigDecimal returned = payment.refunded;
        payment.refunded = Money.ZERO;
        payment.state = "PAID";
        payment.due = null;
        payment.collected = collected;
        account.paid();
        file(payment);
        if (account.status.equals("TERMINATED")) {
            back.give(payment, payment.refundable());
        } else if (Money.positive(returned)) {
            new CardLeads(book).giveBackPaid(payment, returned, back.credits);
        }
    }

    private void clear(ModelPayment payment, BigDecimal collected) {
        BigDecimal cleared = collected.min(payment.advanced);
        book.post("CREDIT", "PAYMENT_CLEARED", cleared, Money.ZERO, null, "cash", "payment_clearing", Money.ZERO);
        if (Money.above(collected, payment.advanced)) {
            back.bring("TOP_UP", collected.subtract(payment.advanced), "cash", creditUntil(payment));
        } else {
            back.take("TOP_UP_REVERSED", payment, payment.advanced.subtract(collected), "payment_clearing");
        }
        payment.advanced = Money.ZERO;
    }

    /** The wallet asks for money by itself, and is given its credit at once where the rule says so. */
    void recharge(BigDecimal amount, BigDecimal threshold, boolean invoiced, boolean ahead) {
        ModelPayment payment = payment("AUTO_RECHARGE", amount);
        payment.triggerBalance = account.available();
        payment.threshold = threshold;
        payment.invoiced = invoiced;
        Map<String, Object> cause = new LinkedHashMap<>(book.common);
        book.common.clear();
        tell(payment, null, null);
        if (ahead) {
            payment.tranche = back.bring("TOP_UP", amount, "payment_clearing", creditUntil(payment));
            payment.advanced = amount;
        } else {
            note(payment, "PENDING");
        }
        book.common.clear();
        book.common.putAll(cause);
        ask(payment);
        new Debits(book).settle(back.credits.arrived);
    }

    /** What is owed is asked for, if it is enough to be charged. */
    void collect(String purpose, BigDecimal amount, @Nullable Instant payBy) {
        BigDecimal cents = amount.setScale(CENTS, RoundingMode.UP);
        if (Money.above(LEAST, cents)) {
            return;
        }
        ModelPayment payment = payment(purpose, amount);
        payment.invoiced = payBy != null;
        payment.payBy = payBy;
        book.common.clear();
        tell(payment, null, null);
        note(payment, "PENDING");
        ask(payment);
    }

    private @Nullable Instant creditUntil(ModelPayment payment) {
        Instant until = payment.creditUntil;
        boolean late = account.expired || (until != null && !until.isAfter(book.now));
        return late ? book.now.plus(Credits.RETURN_GRACE) : until;
    }

    /** Keeps the newest payments of which something is left to give back. */
    void file(ModelPayment payment) {
        boolean left = Money.positive(payment.refundable());
        if (!left) {
            account.refundable.remove(payment);
        } else if (!account.refundable.contains(payment)) {
            account.refundable.add(payment);
            if (account.refundable.size() > MOST_REFUNDABLE) {
                account.refundable.removeFirst();
            }
        }
    }

    /** The end of the wallet is the end of what it asked for, but not of what it gives back. */
    void cancel() {
        for (ModelPayment payment : account.payments) {
            if (payment.waits() && !payment.is("REFUND")) {
                tell(payment, payment.reference, null);
                over(payment, "VOIDED");
            }
        }
        book.common.clear();
        new CardLeads(book).cancel();
    }

    /** What payments do by themselves by now. */
    void applyDue() {
        for (ModelPayment payment : List.copyOf(account.payments)) {
            Instant due = dueOf(account, payment);
            if (due == null || due.isAfter(book.now)) {
                continue;
            }
            if (payment.state.equals("RESTING")) {
                attempt(payment, false);
            } else if (payment.state.equals("BUSY")) {
                payment.due = null;
                overdue(payment);
            } else {
                payment.due = book.now.plus(SILENCE);
                payment.resent++;
                ask(payment);
                if (payment.resent == STUCK_AFTER) {
                    Watch.alert(account, book.step, "PAYMENT_STUCK", book.now);
                }
                Instant payBy = payment.payBy;
                if (payBy != null && !payBy.isAfter(book.now) && !payment.overdue) {
                    overdue(payment);
                }
            }
        }
    }

    private void overdue(ModelPayment payment) {
        payment.overdue = true;
        account.paymentFailed = true;
        Watch.alert(account, book.step, "PAYMENT_FAILED", book.now);
    }

    /** When a payment has something to do by itself; a frozen wallet makes no new attempt. */
    static @Nullable Instant dueOf(Account account, ModelPayment payment) {
        boolean heldBack = account.status.equals("FROZEN") && payment.state.equals("RESTING");
        return payment.waits() && !heldBack ? payment.due : null;
    }
}
