package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's ledger as an auditor keeps it: it adds every posting up on its own and complains where state and ledger part.
 */
final class Ledger {
    private final List<Posting> postings = new ArrayList<>();
    private final Map<Account, Long> debitLessCredit = new EnumMap<>(Account.class);
    private long seq;
    private long balanceMicros;
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
        assertThat(posting.seq()).as("gapless sequence").isEqualTo(seq + 1);
        assertThat(posting.transactionId()).isEqualTo(inputId);
        assertThat(posting.attribution().inputId()).isEqualTo(inputId);
        assertThat(posting.balanceBeforeMicros())
                .as("before of %s", line(posting))
                .isEqualTo(balanceMicros);
        assertThat(posting.balanceBeforeMicros() + posting.deltaMicros())
                .as("before + delta = after of %s", line(posting))
                .isEqualTo(posting.balanceAfterMicros());
        assertThat(posting.amountMicros()).isNotNegative();
        assertThat(Math.abs(posting.deltaMicros())).isIn(0L, posting.amountMicros());
        if (posting.status() != Status.COMPLETED) {
            assertThat(posting.deltaMicros()).as("only completed entries post").isZero();
        }
        long sign = posting.direction() == Direction.DEBIT ? -1 : 1;
        assertThat(posting.deltaMicros() * sign)
                .as("direction of %s", line(posting))
                .isNotNegative();
        assertThat(posting.recordedAtMillis()).isEqualTo(nowMillis).isGreaterThanOrEqualTo(recordedAtMillis);
    }

    private void fold(Posting posting) {
        postings.add(posting);
        seq = posting.seq();
        balanceMicros = posting.balanceAfterMicros();
        recordedAtMillis = posting.recordedAtMillis();
        if (posting.status() == Status.COMPLETED) {
            debitLessCredit.merge(posting.debit(), posting.amountMicros(), Math::addExact);
            debitLessCredit.merge(posting.credit(), -posting.amountMicros(), Math::addExact);
        }
    }

    private static void checkQuantity(List<Posting> transaction) {
        for (Posting posting : transaction.subList(Math.min(1, transaction.size()), transaction.size())) {
            assertThat(posting.attribution().quantity())
                    .as("only the first carries the quantity")
                    .isNull();
        }
    }

    private void checkSums(Wallet wallet) {
        assertThat(seq).isEqualTo(wallet.seq());
        assertThat(balanceMicros).as("sum of deltas").isEqualTo(wallet.balanceMicros());
        assertThat(sum(Account.RECEIVABLE)).as("receivable is what is owed").isEqualTo(wallet.owedMicros());
        assertThat(-sum(Account.DEFERRED_REVENUE) - sum(Account.PROMOTIONAL_CREDIT) - sum(Account.PLAN_CREDIT))
                .as("the pools' accounts are what is settled")
                .isEqualTo(wallet.settledMicros());
        assertThat(debitLessCredit.values().stream().mapToLong(Long::longValue).sum())
                .isZero();
        long revenue = postings.stream().mapToLong(Posting::recognizedMicros).sum();
        assertThat(revenue)
                .as("recognized revenue is revenue and breakage")
                .isEqualTo(-sum(Account.REVENUE) - sum(Account.BREAKAGE));
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
