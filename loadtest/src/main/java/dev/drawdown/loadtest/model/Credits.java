package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How credit comes in, and comes back. */
final class Credits {
    static final Duration RETURN_GRACE = Duration.ofDays(7);

    private final Account account;
    private final Book book;
    /** What this step has brought or freed, and may settle what is owed. */
    final List<ModelTranche> arrived = new ArrayList<>();

    Credits(Book book) {
        this.account = book.account;
        this.book = book;
    }

    void topUp(BigDecimal amount, @Nullable Instant expiresAt) {
        bring("TOP_UP", CreditPool.PURCHASED, amount, null, null, expiresAt, CreditPool.PURCHASED.sourceAccount);
    }

    /** Purchased credit, from wherever it comes. */
    void purchased(String reason, BigDecimal amount, String from, @Nullable Instant expiresAt) {
        bring(reason, CreditPool.PURCHASED, amount, null, null, expiresAt, from);
    }

    void grantFree(BigDecimal amount, @Nullable Instant expiresAt) {
        grant(CreditPool.PROMOTIONAL, amount, null, null, expiresAt);
    }

    void grant(
            CreditPool pool,
            BigDecimal amount,
            @Nullable Long priority,
            @Nullable Coverage coverage,
            @Nullable Instant expiresAt) {
        bring(grantReason(pool), pool, amount, priority, coverage, expiresAt, pool.sourceAccount);
    }

    private static String grantReason(CreditPool pool) {
        return pool == CreditPool.PLAN ? "PLAN_GRANT" : "GRANT";
    }

    void adjust(CreditPool pool, BigDecimal amount) {
        bring("ADJUSTMENT", pool, amount, null, null, null, "adjustments");
    }

    private void bring(
            String reason,
            CreditPool pool,
            BigDecimal amount,
            @Nullable Long priority,
            @Nullable Coverage coverage,
            @Nullable Instant expiresAt,
            String from) {
        ModelTranche tranche = open(pool, amount, priority, coverage, expiresAt);
        book.credit(reason, tranche, amount, from, pool.account, Money.ZERO);
        arrived.add(tranche);
    }

    /** A grant for later: announced in the ledger, worth nothing until then. */
    void grantLater(
            CreditPool pool,
            BigDecimal amount,
            @Nullable Long priority,
            @Nullable Coverage coverage,
            @Nullable Instant expiresAt,
            Instant effectiveAt) {
        ModelTranche tranche = open(pool, amount, priority, coverage, expiresAt);
        tranche.effective = false;
        tranche.effectiveFrom = effectiveAt;
        book.post(
                "CREDIT", grantReason(pool), amount, Money.ZERO, tranche, pool.sourceAccount, pool.account, Money.ZERO);
        book.step.entries.getLast().with("status", "PENDING");
    }

    /** The time of a grant has come. */
    void makeEffective(ModelTranche tranche) {
        tranche.effective = true;
        CreditPool pool = tranche.pool;
        book.credit(grantReason(pool), tranche, tranche.remaining, pool.sourceAccount, pool.account, Money.ZERO);
        arrived.add(tranche);
    }

    private ModelTranche open(
            CreditPool pool,
            BigDecimal amount,
            @Nullable Long priority,
            @Nullable Coverage coverage,
            @Nullable Instant expiresAt) {
        ModelTranche tranche = new ModelTranche(
                account.nextTrancheNumber(),
                pool,
                amount,
                priority == null ? pool.priority : priority,
                coverage == null ? pool.coverage() : coverage,
                book.now,
                expiresAt);
        account.tranches.add(tranche);
        return tranche;
    }

    /** Undoes what a delivery took: slices go back where they came from, what it left owed is forgiven or repaid. */
    void giveBack(Receipt receipt) {
        for (Part part : receipt.parts) {
            giveBack(part);
        }
        Owed owed = receipt.owed;
        if (owed == null) {
            return;
        }
        BigDecimal forgiven = owed.left(account.everOwed.subtract(account.owed));
        BigDecimal settled = owed.amount().subtract(forgiven);
        if (Money.positive(forgiven)) {
            account.owed = account.owed.subtract(forgiven);
            book.post("CREDIT", "LEAD_RETURN", forgiven, forgiven, null, "revenue", "receivable", forgiven.negate());
        }
        returned(settled);
    }

    /** Purchased credit in place of what was paid otherwise than by credit. */
    void returned(BigDecimal amount) {
        if (Money.positive(amount)) {
            ModelTranche tranche = open(CreditPool.PURCHASED, amount, null, null, account.expired ? graceEnd() : null);
            book.credit("LEAD_RETURN", tranche, amount, "revenue", "deferred_revenue", amount.negate());
            arrived.add(tranche);
        }
    }

    private void giveBack(Part part) {
        ModelTranche tranche = part.tranche();
        if (tranche.expiredAt(book.now) || account.expired) {
            tranche = open(tranche.pool, part.amount(), tranche.priority, tranche.coverage, graceEnd());
        } else {
            if (!tranche.open()) {
                tranche.announceFrom(book.now);
                account.reopen(tranche);
            }
            tranche.remaining = tranche.remaining.add(part.amount());
        }
        CreditPool pool = tranche.pool;
        BigDecimal earned = pool.earns() ? part.amount().negate() : Money.ZERO;
        book.credit("LEAD_RETURN", tranche, part.amount(), pool.usedAccount, pool.account, earned);
        arrived.add(tranche);
    }

    private Instant graceEnd() {
        return book.now.plus(RETURN_GRACE);
    }
}
