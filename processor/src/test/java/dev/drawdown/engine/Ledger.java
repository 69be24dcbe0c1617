package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's ledger as an auditor keeps it: it adds every posting up on its own and complains where state and ledger part.
 */
final class Ledger {
    private final List<Posting> postings = new ArrayList<>();
    private final Map<Account, Long> debitLessCredit = new EnumMap<>(Account.class);
    private final Set<String> booked = new HashSet<>();
    private long seq;
    private long balanceMicros;
    private long recognizedMicros;
    private long recordedAtMillis = Long.MIN_VALUE;

    List<Posting> postings() {
        return postings;
    }

    /** Takes one decision's postings, checks each for itself, and the sums against the wallet. */
    void append(Decision decision, String inputId, long nowMillis) {
        for (Posting posting : decision.postings()) {
            checkOnItsOwn(posting, inputId, nowMillis);
            AccountsTable.check(posting);
            fold(posting);
        }
        checkQuantity(decision.postings());
        Wallet wallet = decision.wallet();
        if (wallet != null) {
            checkSums(wallet);
        }
    }

    private void checkOnItsOwn(Posting posting, String inputId, long nowMillis) {
        Check.equal(posting.seq(), seq + 1, () -> "the next in a gapless sequence");
        Check.that(posting.transactionId().equals(inputId), () -> "the input's id as transaction id");
        Check.that(posting.attribution().inputId().equals(inputId), () -> "the input's id as input id");
        Check.equal(posting.balanceBeforeMicros(), balanceMicros, () -> "before of " + line(posting));
        long after = posting.balanceBeforeMicros() + posting.deltaMicros();
        Check.equal(posting.balanceAfterMicros(), after, () -> "before + delta of " + line(posting));
        long moved = Math.abs(posting.deltaMicros());
        Check.that(moved == 0 || moved == posting.amountMicros(), () -> "all or nothing of " + line(posting));
        boolean posts = posting.status() == Status.COMPLETED;
        Check.that(posts || moved == 0, () -> "only completed entries to post, not " + line(posting));
        long sign = posting.direction() == Direction.DEBIT ? -1 : 1;
        Check.that(posting.deltaMicros() * sign >= 0, () -> "the direction to fit " + line(posting));
        Check.that(!posting.description().isBlank(), () -> "a description of " + line(posting));
        Check.equal(posting.recordedAtMillis(), nowMillis, () -> "recorded at");
        Check.that(nowMillis >= recordedAtMillis, () -> "time not to run backwards");
    }

    private void fold(Posting posting) {
        postings.add(posting);
        seq = posting.seq();
        balanceMicros = posting.balanceAfterMicros();
        checkPaidOnce(posting);
        recordedAtMillis = posting.recordedAtMillis();
        recognizedMicros += posting.recognizedMicros();
        if (posting.status() == Status.COMPLETED) {
            debitLessCredit.merge(posting.debit(), posting.amountMicros(), Math::addExact);
            debitLessCredit.merge(posting.credit(), -posting.amountMicros(), Math::addExact);
        }
    }

    /** However often and in whatever order its answers come, a payment's money is booked once. */
    private void checkPaidOnce(Posting posting) {
        String payment = posting.attribution().paymentId();
        boolean isMoney = posting.debit() == Account.CASH && posting.status() == Status.COMPLETED;
        if (payment != null && isMoney) {
            String booking = payment + " " + posting.reason() + " " + posting.direction();
            Check.that(booked.add(booking), () -> "money booked once, not again in " + line(posting));
        }
    }

    private static void checkQuantity(List<Posting> transaction) {
        for (int at = 1; at < transaction.size(); at++) {
            BigDecimal quantity = transaction.get(at).attribution().quantity();
            Check.that(quantity == null, () -> "only the first entry to carry the quantity");
        }
    }

    private void checkSums(Wallet wallet) {
        Check.equal(wallet.seq(), seq, () -> "the wallet's seq");
        Check.equal(wallet.balanceMicros(), balanceMicros, () -> "the sum of deltas");
        Check.equal(wallet.owedMicros(), sum(Account.RECEIVABLE), () -> "what is owed, beside the receivable,");
        long pools = sum(Account.DEFERRED_REVENUE) + sum(Account.PROMOTIONAL_CREDIT) + sum(Account.PLAN_CREDIT);
        Check.equal(wallet.settledMicros(), -pools, () -> "what is settled, beside the pools' accounts,");
        Check.equal(underWay(wallet), sum(Account.PAYMENT_CLEARING), () -> "what is clearing");
        long total = 0;
        for (long each : debitLessCredit.values()) {
            total += each;
        }
        Check.equal(total, 0, () -> "all debits less all credits");
        long earned = -sum(Account.REVENUE) - sum(Account.BREAKAGE);
        Check.equal(recognizedMicros, earned, () -> "recognized revenue, beside revenue and breakage,");
    }

    /** Credit given ahead of its money, less refunds that have not arrived. */
    private static long underWay(Wallet wallet) {
        long clearing = 0;
        for (Payment payment : wallet.payments().underWay()) {
            clearing += payment.proceeds().advancedMicros();
            clearing -= payment.purpose() == Purpose.REFUND ? payment.terms().amountMicros() : 0;
        }
        return clearing;
    }

    private long sum(Account account) {
        return debitLessCredit.getOrDefault(account, 0L);
    }

    /** The decision's postings, a line each: {@code USAGE 30 (-30) T1 deferred_revenue>revenue recognized 30}. */
    static List<String> lines(Decision decision) {
        return decision.postings().stream().map(Ledger::line).toList();
    }

    static String line(Posting posting) {
        StringBuilder line = new StringBuilder();
        if (posting.status() != Status.COMPLETED) {
            line.append(posting.status()).append(' ');
        }
        line.append(posting.reason()).append(' ').append(Money.plain(posting.amountMicros()));
        line.append(" (")
                .append(Money.plain(posting.deltaMicros()))
                .append(") ")
                .append(orDash(posting.trancheId()));
        line.append(' ').append(name(posting.debit())).append('>').append(name(posting.credit()));
        if (posting.recognizedMicros() != 0) {
            line.append(" recognized ").append(Money.plain(posting.recognizedMicros()));
        }
        return line.toString();
    }

    private static String name(Account account) {
        return account.name().toLowerCase(Locale.ROOT);
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
