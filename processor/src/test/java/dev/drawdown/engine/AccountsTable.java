package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of accounts as the documentation gives it, against which every posting of every test is held. */
final class AccountsTable {
    private AccountsTable() {}

    private static final Set<Reason> PAST_THE_BALANCE =
            EnumSet.of(Reason.SHORTFALL_SETTLED, Reason.CARD_CHARGE, Reason.REFUND_SETTLED, Reason.PAYMENT_CLEARED);

    private record Row(Account debit, Account credit, long recognizedMicros) {}

    static void check(Posting posting) {
        Row row = new Row(posting.debit(), posting.credit(), posting.recognizedMicros());
        Row expected = expected(posting);
        Check.that(row.equals(expected), () -> Ledger.line(posting) + " to be " + expected);
        boolean pooled = (posting.trancheId() == null) == (posting.pool() == null);
        Check.that(pooled, () -> "a pool with its tranche in " + Ledger.line(posting));
        boolean sameBalance = PAST_THE_BALANCE.contains(posting.reason())
                || (posting.reason() == Reason.REFUND && posting.debit() == Account.REVENUE)
                || posting.status() != Posting.Status.COMPLETED
                || posting.amountMicros() == 0;
        Check.that((posting.deltaMicros() == 0) == sameBalance, () -> "another delta of " + Ledger.line(posting));
    }

    private static Row expected(Posting posting) {
        long amount = posting.amountMicros();
        Pool pool = posting.pool();
        return switch (posting.reason()) {
            case TOP_UP ->
                new Row(
                        posting.debit() == Account.PAYMENT_CLEARING ? Account.PAYMENT_CLEARING : Account.CASH,
                        Account.DEFERRED_REVENUE,
                        0);
            case PAYMENT_CLEARED -> new Row(Account.CASH, Account.PAYMENT_CLEARING, 0);
            case TOP_UP_REVERSED -> new Row(deferredOrOwed(posting), Account.PAYMENT_CLEARING, 0);
            case CARD_CHARGE ->
                new Row(Account.CASH, Account.REVENUE, posting.status() == Posting.Status.COMPLETED ? amount : 0);
            case REFUND ->
                posting.debit() == Account.REVENUE
                        ? new Row(Account.REVENUE, Account.PAYMENT_CLEARING, -amount)
                        : new Row(deferredOrOwed(posting), Account.PAYMENT_CLEARING, 0);
            case REFUND_SETTLED -> new Row(Account.PAYMENT_CLEARING, Account.CASH, 0);
            case REFUND_FAILED ->
                new Row(
                        posting.debit() == Account.CASH ? Account.CASH : Account.PAYMENT_CLEARING,
                        Account.DEFERRED_REVENUE,
                        0);
            case DISPUTE ->
                posting.direction() == Posting.Direction.CREDIT
                        ? new Row(Account.CASH, Account.DEFERRED_REVENUE, 0)
                        : new Row(deferredOrOwed(posting), Account.CASH, 0);
            case GRANT, PLAN_GRANT, ROLLOVER -> new Row(expense(pool), credit(pool), 0);
            case USAGE, FIXED_CHARGE, LEAD_DELIVERY, HOLD_CAPTURE, INVOICE_PAYMENT ->
                new Row(credit(pool), used(pool), recognized(pool, amount));
            case SHORTFALL -> new Row(Account.RECEIVABLE, Account.REVENUE, amount);
            case SHORTFALL_SETTLED -> new Row(credit(pool), Account.RECEIVABLE, 0);
            case DEDUCTION -> new Row(credit(pool), Account.ADJUSTMENTS, 0);
            case EXPIRY, TERMINATION ->
                new Row(
                        credit(pool),
                        pool == Pool.PURCHASED ? Account.BREAKAGE : expense(pool),
                        recognized(pool, amount));
            case LEAD_RETURN -> returned(pool, amount);
            case ADJUSTMENT ->
                posting.direction() == Posting.Direction.CREDIT
                        ? new Row(Account.ADJUSTMENTS, credit(pool), 0)
                        : new Row(credit(pool), Account.ADJUSTMENTS, 0);
            case INVOICE_VOID -> throw new AssertionError("Expected no " + posting.reason() + " yet");
        };
    }

    /** What is taken back is taken from purchased credit; what is not there any more is owed. */
    private static Account deferredOrOwed(Posting posting) {
        return posting.trancheId() == null ? Account.RECEIVABLE : Account.DEFERRED_REVENUE;
    }

    private static Row returned(@Nullable Pool pool, long amount) {
        return pool == null
                ? new Row(Account.REVENUE, Account.RECEIVABLE, -amount)
                : new Row(used(pool), credit(pool), -recognized(pool, amount));
    }

    private static Account credit(@Nullable Pool pool) {
        return pool == Pool.PLAN
                ? Account.PLAN_CREDIT
                : pool == Pool.PROMOTIONAL ? Account.PROMOTIONAL_CREDIT : Account.DEFERRED_REVENUE;
    }

    private static Account expense(@Nullable Pool pool) {
        return pool == Pool.PLAN ? Account.PLAN_EXPENSE : Account.PROMOTIONAL_EXPENSE;
    }

    private static Account used(@Nullable Pool pool) {
        return pool == Pool.PLAN
                ? Account.PLAN_USED
                : pool == Pool.PROMOTIONAL ? Account.PROMOTIONAL_USED : Account.REVENUE;
    }

    private static long recognized(@Nullable Pool pool, long amount) {
        return pool == Pool.PURCHASED ? amount : 0;
    }
}
