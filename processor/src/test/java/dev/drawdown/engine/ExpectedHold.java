package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Reason;
import org.jspecify.annotations.Nullable;

/** Whether a hold may be placed, and what its capture costs, worked out from the rule's words alone. */
final class ExpectedHold {
    private ExpectedHold() {}

    static void check(@Nullable Wallet before, Input input, Decision decision, long nowMillis) {
        if (before == null || !(input instanceof Input.Command command) || decision.duplicate()) {
            return;
        }
        if (command.body() instanceof Input.PlaceHold place) {
            checkPlaced(before, place, decision.outcome(), nowMillis);
        } else if (command.body() instanceof Input.CaptureHold capture && decision.outcome() == Outcome.ACCEPTED) {
            checkCaptured(before, capture, decision);
        }
    }

    private static void checkPlaced(Wallet before, Input.PlaceHold place, Outcome outcome, long nowMillis) {
        if (outcome != Outcome.ACCEPTED && outcome != Outcome.INSUFFICIENT_FUNDS) {
            return;
        }
        long free = 0;
        for (Tranche tranche : before.tranches()) {
            boolean live = tranche.effectiveFromMillis() <= nowMillis && nowMillis < tranche.expiresAtMillis();
            boolean charge = tranche.scope().charges() == Scope.Charges.ALL
                    || tranche.scope()
                            .charges()
                            .name()
                            .equals(place.chargeType().name());
            boolean category = tranche.scope().categories().isEmpty()
                    || (place.category() != null && tranche.scope().categories().contains(place.category()));
            free += live && charge && category ? tranche.remainingMicros() - tranche.pinnedMicros() : 0;
        }
        long available = free - before.owedMicros();
        boolean enough = place.amountMicros() <= free
                && place.amountMicros() <= available
                && place.amountMicros() <= available - before.settings().floorMicros();
        Check.that(enough == (outcome == Outcome.ACCEPTED), () -> place + " not to be " + outcome + " by " + before);
    }

    private static void checkCaptured(Wallet before, Input.CaptureHold capture, Decision decision) {
        for (Hold hold : before.holds()) {
            if (hold.holdId().equals(capture.holdId())) {
                Long named = capture.amountMicros();
                long asked = named == null ? hold.amountMicros() : named;
                Check.equal(sum(decision, true), Math.min(asked, hold.amountMicros()), () -> "captured of " + hold);
                Check.equal(
                        sum(decision, false), Math.max(0, asked - hold.amountMicros()), () -> "charged beyond " + hold);
                return;
            }
        }
        throw new AssertionError("Expected an open hold " + capture.holdId());
    }

    private static long sum(Decision decision, boolean captured) {
        long sum = 0;
        for (Posting posting : decision.postings()) {
            boolean charge = posting.reason() == Reason.USAGE
                    || posting.reason() == Reason.FIXED_CHARGE
                    || posting.reason() == Reason.SHORTFALL;
            boolean counts = captured ? posting.reason() == Reason.HOLD_CAPTURE : charge;
            sum += counts ? posting.amountMicros() : 0;
        }
        return sum;
    }
}
