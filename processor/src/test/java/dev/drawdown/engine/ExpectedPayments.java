package dev.drawdown.engine;

import dev.drawdown.engine.Payment.Status;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of a wallet's payments after every decision, whatever the input. */
final class ExpectedPayments {
    private ExpectedPayments() {}

    static void check(@Nullable Wallet before, Decision decision, Wallet after) {
        Payments payments = after.payments();
        Payments was = before == null ? Payments.NONE : before.payments();
        long pending = 0;
        Map<Purpose, Integer> alone = new EnumMap<>(Purpose.class);
        for (Payment payment : payments.underWay()) {
            boolean waits = payment.progress().status() != Status.PAID
                    && payment.progress().status() != Status.ENDED;
            Check.that(waits, () -> "what is under way not to be over, but there is " + payment);
            boolean ahead = payment.proceeds().advancedMicros() > 0;
            pending +=
                    payment.purpose().bringsCredit() && !ahead ? payment.terms().amountMicros() : 0;
            alone.merge(payment.purpose(), 1, Integer::sum);
            Check.that(
                    payment.terms().amountMicros() >= payment.terms().neededMicros(),
                    () -> "at least what is needed to be asked for in " + payment);
        }
        Check.equal(after.pendingMicros(), pending, () -> "pending, beside the sum of payments under way,");
        Check.that(
                alone.getOrDefault(Purpose.AUTO_RECHARGE, 0) <= 1 && alone.getOrDefault(Purpose.SHORTFALL, 0) <= 1,
                () -> "one payment by itself at a time, but there are " + payments.underWay());
        checkRecharged(after, decision);
        checkGathered(after);
        checkOwed(after);
        for (Payment payment : payments.paid()) {
            boolean leaves = payment.progress().status() == Status.PAID && payment.refundableMicros() > 0;
            Check.that(leaves, () -> "something to be left to give back of " + payment);
        }
        checkNumbers(was, payments);
        checkRequests(after, was, decision);
    }

    /** What a card is to be charged is asked for, unless it is too little, or something stands against it. */
    private static void checkGathered(Wallet wallet) {
        long gathered = wallet.payments().gatheredMicros();
        boolean held = wallet.status() != WalletStatus.ACTIVE
                || wallet.payments().hasFailed()
                || wallet.payments().underWay().size() >= PaymentPolicy.DEFAULT.maxUnderWay();
        Check.that(gathered >= 0, () -> "nothing below nothing to be gathered of " + wallet);
        Check.that(gathered <= 490_000 || held, () -> "what is gathered to be asked for of " + wallet);
        boolean ended = wallet.status() == WalletStatus.TERMINATED;
        Check.that(gathered == 0 || !ended, () -> "nothing to be gathered at the end of " + wallet);
    }

    /** What is owed on terms has its day, and what is owed in grace is being collected where nothing stands against it. */
    private static void checkOwed(Wallet wallet) {
        boolean owes = wallet.owedMicros() - wallet.pendingMicros() > 0;
        boolean onTerms = wallet.settings().billingMode() == WalletSettings.BillingMode.NET_TERMS
                && wallet.status() != WalletStatus.TERMINATED;
        long end = wallet.payments().periodEndsAtMillis();
        Check.that((end != Wallet.NEVER) == (owes && onTerms), () -> "a day for what is owed on terms by " + wallet);
        Check.that(end >= wallet.nextDueMillis(), () -> "the wallet to wake up at the end of the period");
        WalletSettings.RechargeRule rule = wallet.settings().autoRecharge();
        boolean collects = wallet.gate().state() == Gate.State.GRACE
                && (rule == null || !rule.enabled())
                && !wallet.payments().isStopped();
        boolean underWay = wallet.payments().underWay().stream()
                .anyMatch(payment ->
                        payment.purpose() == Purpose.SHORTFALL || payment.purpose() == Purpose.AUTO_RECHARGE);
        boolean little = wallet.owedMicros() - wallet.pendingMicros() <= 490_000;
        Check.that(!collects || little || underWay, () -> "what is owed in grace to be collected of " + wallet);
    }

    /** A wallet that is due is recharged, or people have been told why not. */
    private static void checkRecharged(Wallet wallet, Decision decision) {
        WalletSettings.RechargeRule rule = wallet.settings().autoRecharge();
        boolean asked = Signals.requests(decision).stream().anyMatch(line -> line.startsWith("AUTO_RECHARGE"));
        boolean due = rule != null
                && rule.enabled()
                && wallet.status() != WalletStatus.TERMINATED
                && wallet.availableMicros() + wallet.pendingMicros() < rule.thresholdMicros();
        long missing = due && rule != null && rule.targetMicros() != null
                ? rule.targetMicros() - wallet.availableMicros() - wallet.pendingMicros()
                : Long.MAX_VALUE;
        Recharging recharging = wallet.payments().recharging();
        boolean told = recharging != null && recharging.told() != 0;
        Check.that(
                !due || asked || told || missing <= 490_000 || isNearlyFull(wallet),
                () -> "a recharge, or a reason, for " + wallet);
        Check.that(due || !told, () -> "no reason to be given where nothing is due: " + wallet);
    }

    /** With all that is there and will come, close to what a wallet can have. */
    private static boolean isNearlyFull(Wallet wallet) {
        long promised = wallet.pendingMicros()
                + wallet.tranches().stream().mapToLong(Tranche::remainingMicros).sum();
        return promised > Amounts.MAX_MICROS - 100_000_000;
    }

    /** Numbers go up by one for each new request, and nothing is lost from sight. */
    private static void checkNumbers(Payments was, Payments is) {
        Set<String> known = new HashSet<>();
        for (List<Payment> list : List.of(is.underWay(), is.paid())) {
            for (Payment payment : list) {
                Check.that(known.add(payment.requestId("w")), () -> "one place for each payment, not " + is);
                Check.that(
                        payment.number() >= 1 && payment.number() <= is.count(payment.purpose()),
                        () -> "a number in the count of its purpose, not " + payment);
            }
        }
        for (Purpose purpose : Purpose.values()) {
            Check.that(is.count(purpose) >= was.count(purpose), () -> "counts to go up, not " + is.counts());
        }
    }

    private static void checkRequests(Wallet after, Payments was, Decision decision) {
        Map<Purpose, Long> next = new EnumMap<>(Purpose.class);
        for (Signal signal : decision.signals()) {
            if (signal instanceof Signal.PaymentRequested(Payment payment)) {
                boolean isNew = payment.number() > was.count(payment.purpose());
                if (isNew) {
                    long last = next.getOrDefault(payment.purpose(), was.count(payment.purpose()));
                    Check.equal(payment.number(), last + 1, () -> "the next number of " + payment.purpose());
                    next.put(payment.purpose(), payment.number());
                }
                Check.that(
                        after.payments().underWay().contains(payment),
                        () -> "what is asked for to be under way, but it is not: " + payment);
                boolean whole = payment.terms().amountMicros() % 10_000 == 0;
                Check.that(whole, () -> "whole minor units in " + payment);
            }
        }
        for (Purpose purpose : Purpose.values()) {
            long asked = next.getOrDefault(purpose, was.count(purpose));
            Check.equal(after.payments().count(purpose), asked, () -> "each number of " + purpose + " to be asked for");
        }
    }
}
