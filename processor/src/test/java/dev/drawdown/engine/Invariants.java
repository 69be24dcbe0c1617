package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds after every decision, whatever the input. */
final class Invariants {
    private static final Comparator<Tranche> BURN_ORDER = Comparator.<Tranche>comparingInt(Tranche::priority)
            .thenComparingLong(Tranche::expiresAtMillis)
            .thenComparingInt(tranche ->
                    List.of(Pool.PLAN, Pool.PURCHASED, Pool.PROMOTIONAL).indexOf(tranche.pool()))
            .thenComparingLong(Tranche::number);

    private Invariants() {}

    static void check(@Nullable Wallet before, Input input, Decision decision, long nowMillis) {
        if (decision.outcome() != Outcome.ACCEPTED || decision.duplicate()) {
            checkNothingHappened(before, decision);
            return;
        }
        Wallet after = decision.wallet();
        assertThat(after).isNotNull();
        if (after == null) {
            return;
        }
        checkClock(before, after, nowMillis);
        checkTranches(after, nowMillis);
        checkHolds(after);
        checkDue(after, nowMillis);
        checkAnswer(input, decision, after);
        if (before != null) {
            checkIdentity(before, after);
        }
        if (input instanceof Input.Usage usage && before != null && usage.amountMicros() != null) {
            ExpectedBurn.check(before, usage, decision, nowMillis);
        }
    }

    private static void checkNothingHappened(@Nullable Wallet before, Decision decision) {
        assertThat(decision.wallet()).isEqualTo(before);
        assertThat(decision.postings()).isEmpty();
        assertThat(decision.signals()).isEmpty();
        assertThat(decision.memos()).isEmpty();
    }

    private static void checkClock(@Nullable Wallet before, Wallet after, long nowMillis) {
        assertThat(after.clockMillis()).isEqualTo(nowMillis);
        if (before != null) {
            assertThat(after.clockMillis()).isGreaterThanOrEqualTo(before.clockMillis());
        }
    }

    private static void checkTranches(Wallet wallet, long nowMillis) {
        long settled = 0;
        long pinned = 0;
        for (Tranche tranche : wallet.tranches()) {
            assertThat(tranche.remainingMicros()).as("no empty tranche stays").isPositive();
            assertThat(tranche.number()).isBetween(1L, wallet.trancheCount());
            if (tranche.effectiveFromMillis() <= nowMillis) {
                settled += tranche.remainingMicros();
            }
            boolean overtaken =
                    wallet.expiresAtMillis() <= nowMillis && tranche.effectiveFromMillis() < wallet.expiresAtMillis();
            if (tranche.expiresAtMillis() <= nowMillis || overtaken) {
                assertThat(tranche.freeMicros())
                        .as("nothing expired is free in " + tranche)
                        .isZero();
            }
            pinned += tranche.pinnedMicros();
        }
        assertThat(wallet.settledMicros()).as("sum of effective tranches").isEqualTo(settled);
        assertThat(wallet.heldMicros()).as("sum of pins").isEqualTo(pinned);
        assertThat(wallet.owedMicros()).isBetween(0L, wallet.owedEverMicros());
        assertThat(wallet.tranches()).isSortedAccordingTo(BURN_ORDER);
        assertThat(wallet.tranches().stream().map(Tranche::number)).doesNotHaveDuplicates();
    }

    private static void checkHolds(Wallet wallet) {
        Map<Long, Long> pinned = new HashMap<>();
        for (Hold hold : wallet.holds()) {
            assertThat(hold.slices().stream().mapToLong(Slice::amountMicros).sum())
                    .as("a hold's slices cover it")
                    .isEqualTo(hold.amountMicros());
            hold.slices().forEach(slice -> pinned.merge(slice.trancheNumber(), slice.amountMicros(), Long::sum));
        }
        for (Tranche tranche : wallet.tranches()) {
            assertThat(tranche.pinnedMicros()).isEqualTo(pinned.getOrDefault(tranche.number(), 0L));
            pinned.remove(tranche.number());
        }
        assertThat(pinned).as("pins without a tranche").isEmpty();
    }

    private static void checkDue(Wallet wallet, long nowMillis) {
        assertThat(wallet.nextDueMillis()).as("what is due by now is done").isGreaterThan(nowMillis);
        for (Tranche tranche : wallet.tranches()) {
            if (tranche.effectiveFromMillis() > nowMillis) {
                assertThat(wallet.nextDueMillis()).isLessThanOrEqualTo(tranche.effectiveFromMillis());
            } else if (tranche.expiresAtMillis() > nowMillis) {
                assertThat(wallet.nextDueMillis()).isLessThanOrEqualTo(tranche.expiresAtMillis());
            }
        }
        wallet.holds().forEach(hold -> assertThat(wallet.nextDueMillis()).isLessThanOrEqualTo(hold.expiresAtMillis()));
        if (wallet.status() == WalletStatus.TERMINATED) {
            assertThat(wallet.nextDueMillis()).isEqualTo(Wallet.NEVER);
        } else if (wallet.expiresAtMillis() > nowMillis) {
            assertThat(wallet.nextDueMillis()).isLessThanOrEqualTo(wallet.expiresAtMillis());
        }
    }

    private static void checkAnswer(Input input, Decision decision, Wallet after) {
        Memo.Answer answer = decision.answer();
        assertThat(answer != null)
                .as("commands are answered, events are not")
                .isEqualTo(input instanceof Input.Command);
        if (answer != null) {
            assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(answer.availableMicros()).isEqualTo(after.availableMicros());
            assertThat(answer.seq()).isEqualTo(after.seq());
        }
    }

    private static void checkIdentity(Wallet before, Wallet after) {
        assertThat(after.walletId()).isEqualTo(before.walletId());
        assertThat(after.ownerId()).isEqualTo(before.ownerId());
        assertThat(after.currency()).isEqualTo(before.currency());
        assertThat(after.openedAtMillis()).isEqualTo(before.openedAtMillis());
        assertThat(after.trancheCount()).isGreaterThanOrEqualTo(before.trancheCount());
        assertThat(after.owedEverMicros()).isGreaterThanOrEqualTo(before.owedEverMicros());
        assertThat(after.seq()).isGreaterThanOrEqualTo(before.seq());
    }
}
