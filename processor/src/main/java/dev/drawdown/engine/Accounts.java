package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;

/** Which ledger account stands for what, pool by pool: the table "Ledger accounts", read by columns. */
final class Accounts {
    private Accounts() {}

    /** Where a pool's unspent credit stands. */
    static Account credit(Pool pool) {
        return switch (pool) {
            case PURCHASED -> Account.DEFERRED_REVENUE;
            case PROMOTIONAL -> Account.PROMOTIONAL_CREDIT;
            case PLAN -> Account.PLAN_CREDIT;
        };
    }

    /** Where a pool's credit goes when it pays for something. */
    static Account used(Pool pool) {
        return switch (pool) {
            case PURCHASED -> Account.REVENUE;
            case PROMOTIONAL -> Account.PROMOTIONAL_USED;
            case PLAN -> Account.PLAN_USED;
        };
    }

    /** Where a pool's credit goes when it is voided. */
    static Account voided(Pool pool) {
        return switch (pool) {
            case PURCHASED -> Account.BREAKAGE;
            case PROMOTIONAL -> Account.PROMOTIONAL_EXPENSE;
            case PLAN -> Account.PLAN_EXPENSE;
        };
    }

    /** What a grant into a pool is charged to. */
    static Account expense(Pool pool) {
        return switch (pool) {
            case PURCHASED -> Account.CASH;
            case PROMOTIONAL -> Account.PROMOTIONAL_EXPENSE;
            case PLAN -> Account.PLAN_EXPENSE;
        };
    }

    /** What is recognised as revenue when a pool's credit is used up: only money that was paid. */
    static long recognized(Pool pool, long amountMicros) {
        return pool == Pool.PURCHASED ? amountMicros : 0;
    }
}
