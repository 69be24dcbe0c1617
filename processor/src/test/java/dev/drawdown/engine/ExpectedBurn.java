package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a rated event must burn, worked out from the rule's words alone: among what is spendable, always take the tranche
 * of lowest priority, then soonest expiry, then pool, then age; the rest is owed.
 */
final class ExpectedBurn {
    private ExpectedBurn() {}

    static void check(Wallet before, Input.Usage usage, Decision decision, long nowMillis) {
        long left = usage.amountMicros() == null ? 0 : usage.amountMicros();
        List<String> expected = new ArrayList<>();
        List<Tranche> spendable = before.tranches().stream()
                .filter(tranche -> tranche.effectiveFromMillis() <= nowMillis
                        && nowMillis < tranche.expiresAtMillis()
                        && covers(tranche.scope(), usage))
                .sorted(order())
                .toList();
        for (Tranche tranche : spendable) {
            long part = Math.min(left, tranche.remainingMicros() - tranche.pinnedMicros());
            if (part > 0) {
                expected.add(part + " from " + tranche.number());
                left -= part;
            }
        }
        if (left > 0) {
            expected.add(left + " owed");
        }
        List<String> actual = new ArrayList<>();
        for (Posting posting : decision.postings()) {
            // What a recharge brings at the end of the decision is no part of the charge.
            if (posting.amountMicros() > 0 && posting.direction() == Posting.Direction.DEBIT) {
                String from =
                        posting.trancheId() == null ? "" : posting.trancheId().substring(1);
                actual.add(posting.amountMicros() + (from.isEmpty() ? " owed" : " from " + from));
            }
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static boolean covers(Scope scope, Input.Usage usage) {
        boolean type = scope.charges() == Scope.Charges.ALL
                || scope.charges().name().equals(usage.chargeType().name());
        return type && (scope.categories().isEmpty() || scope.categories().contains(usage.category()));
    }

    private static Comparator<Tranche> order() {
        return (left, right) -> {
            if (left.priority() != right.priority()) {
                return left.priority() < right.priority() ? -1 : 1;
            }
            if (left.expiresAtMillis() != right.expiresAtMillis()) {
                return left.expiresAtMillis() < right.expiresAtMillis() ? -1 : 1;
            }
            if (left.pool() != right.pool()) {
                return poolRank(left.pool()) < poolRank(right.pool()) ? -1 : 1;
            }
            return Long.compare(left.number(), right.number());
        };
    }

    private static int poolRank(Pool pool) {
        return switch (pool) {
            case PLAN -> 0;
            case PURCHASED -> 1;
            case PROMOTIONAL -> 2;
        };
    }
}
