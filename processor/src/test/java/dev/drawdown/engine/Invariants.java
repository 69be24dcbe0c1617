package dev.drawdown.engine;

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
        ExpectedHold.check(before, input, decision, nowMillis);
        if (decision.outcome() != Outcome.ACCEPTED || decision.duplicate()) {
            checkNothingHappened(before, decision);
            return;
        }
        Wallet after = decision.wallet();
        if (after == null) {
            throw new AssertionError("Expected a wallet after " + input);
        }
        Check.equal(after.clockMillis(), nowMillis, () -> "the wallet's clock");
        checkTranches(after, nowMillis);
        checkHolds(after);
        checkDue(after, nowMillis);
        checkAnswer(input, decision, after);
        ExpectedAlerts.check(before, decision, after, nowMillis);
        ExpectedPayments.check(before, decision, after);
        if (before != null) {
            checkIdentity(before, after);
            if (input instanceof Input.Usage usage && usage.amountMicros() != null) {
                ExpectedBurn.check(before, usage, decision, nowMillis);
            }
        }
    }

    private static void checkNothingHappened(@Nullable Wallet before, Decision decision) {
        Wallet after = decision.wallet();
        boolean same = before == null ? after == null : before.equals(after);
        boolean nothing = decision.postings().isEmpty()
                && decision.signals().isEmpty()
                && decision.memos().isEmpty();
        Check.that(same && nothing, () -> "nothing to happen, but there is " + decision);
    }

    private static void checkTranches(Wallet wallet, long nowMillis) {
        long settled = 0;
        long pinned = 0;
        Tranche last = null;
        for (Tranche tranche : wallet.tranches()) {
            Check.that(tranche.remainingMicros() > 0, () -> "no empty tranche to stay, but there is " + tranche);
            Check.that(tranche.number() <= wallet.trancheCount(), () -> "fewer tranches than " + tranche);
            settled += tranche.effectiveFromMillis() <= nowMillis ? tranche.remainingMicros() : 0;
            pinned += tranche.pinnedMicros();
            boolean overtaken =
                    wallet.expiresAtMillis() <= nowMillis && tranche.effectiveFromMillis() < wallet.expiresAtMillis();
            boolean ended = wallet.status() == WalletStatus.TERMINATED;
            if (!ended && (tranche.expiresAtMillis() <= nowMillis || overtaken)) {
                Check.equal(tranche.freeMicros(), 0, () -> "what is free of the expired " + tranche);
            }
            Tranche previous = last;
            Check.that(
                    previous == null || BURN_ORDER.compare(previous, tranche) < 0,
                    () -> previous + " to burn before " + tranche);
            last = tranche;
        }
        Check.equal(wallet.settledMicros(), settled, () -> "settled, beside the sum of effective tranches,");
        Check.equal(wallet.heldMicros(), pinned, () -> "held, beside the sum of pins,");
        Check.that(
                0 <= wallet.owedMicros() && wallet.owedMicros() <= wallet.owedEverMicros(),
                () -> "0 <= owed <= ever owed, but they are " + wallet.owedMicros() + ", " + wallet.owedEverMicros());
    }

    private static void checkHolds(Wallet wallet) {
        Map<Long, Long> pinned = new HashMap<>();
        for (Hold hold : wallet.holds()) {
            long sum = 0;
            for (Slice slice : hold.slices()) {
                sum += slice.amountMicros();
                pinned.merge(slice.trancheNumber(), slice.amountMicros(), Long::sum);
            }
            Check.equal(sum, hold.amountMicros(), () -> "the slices of " + hold);
        }
        for (Tranche tranche : wallet.tranches()) {
            Long sum = pinned.remove(tranche.number());
            Check.equal(tranche.pinnedMicros(), sum == null ? 0 : sum, () -> "the pins of " + tranche);
        }
        Check.that(pinned.isEmpty(), () -> "each pin to have its tranche, but there are " + pinned);
    }

    private static void checkDue(Wallet wallet, long nowMillis) {
        Check.that(wallet.nextDueMillis() > nowMillis, () -> "what is due by now to be done");
        if (wallet.status() == WalletStatus.TERMINATED) {
            boolean refunds = !wallet.payments().underWay().isEmpty();
            Check.that(
                    refunds || wallet.nextDueMillis() == Wallet.NEVER,
                    () -> "a terminated wallet to sleep but for its refunds");
            return;
        }
        for (Tranche tranche : wallet.tranches()) {
            checkDueBy(wallet, tranche.effectiveFromMillis(), nowMillis);
            checkDueBy(wallet, tranche.expiresAtMillis(), nowMillis);
        }
        for (Hold hold : wallet.holds()) {
            checkDueBy(wallet, hold.expiresAtMillis(), nowMillis);
        }
        checkDueBy(wallet, wallet.expiresAtMillis(), nowMillis);
    }

    private static void checkDueBy(Wallet wallet, long instant, long nowMillis) {
        Check.that(
                instant <= nowMillis || wallet.nextDueMillis() <= instant,
                () -> "the wallet to wake up by " + instant + ", but it sleeps until " + wallet.nextDueMillis());
    }

    private static void checkAnswer(Input input, Decision decision, Wallet after) {
        Memo.Answer answer = decision.answer();
        Check.that(
                (answer != null) == (input instanceof Input.Command),
                () -> "commands, and nothing else, to be answered, but " + input + " got " + answer);
        if (answer != null) {
            Check.that(answer.outcome() == Outcome.ACCEPTED, () -> "an accepting answer, but it is " + answer);
            Check.equal(answer.availableMicros(), after.availableMicros(), () -> "available in the answer");
            Check.equal(answer.seq(), after.seq(), () -> "seq in the answer");
        }
    }

    private static void checkIdentity(Wallet before, Wallet after) {
        boolean same = after.walletId().equals(before.walletId())
                && after.ownerId().equals(before.ownerId())
                && after.currency().equals(before.currency())
                && after.creditValueMicros() == before.creditValueMicros()
                && after.openedAtMillis() == before.openedAtMillis();
        boolean onward = after.clockMillis() >= before.clockMillis()
                && after.trancheCount() >= before.trancheCount()
                && after.owedEverMicros() >= before.owedEverMicros()
                && after.configVersion() >= before.configVersion();
        Check.that(same && onward, () -> after + " to be what became of " + before);
    }
}
