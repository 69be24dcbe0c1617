package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money asked for, or given back, and how far that has come; the request {@code wallet/purpose/number} is its identity.
 *
 * @param number counts the wallet's requests of that purpose, from 1 without a gap
 */
public record Payment(Purpose purpose, long number, Terms terms, Progress progress, Proceeds proceeds) {

    /**
     * What was asked for, once and for all.
     *
     * @param collect DIRECT or INVOICE
     * @param amountMicros whole minor units of the currency
     * @param neededMicros what the wallet needs of it; the rest came of rounding up and becomes credit
     * @param source the id of the input that caused it
     * @param description what the payer reads, where a person has worded it
     * @param freeMicros promotional credit that comes with it
     * @param creditExpiresAtMillis when the credit that it brings expires
     * @param refundOf the request whose payment a REFUND gives back
     * @param invoiceDueMillis when an invoice must be paid; {@link Wallet#NEVER} where that is left open
     */
    public record Terms(
            WalletSettings.Collect collect,
            long amountMicros,
            long neededMicros,
            @Nullable String payerId,
            @Nullable String reference,
            String source,
            @Nullable String description,
            long freeMicros,
            long creditExpiresAtMillis,
            @Nullable String refundOf,
            long requestedAtMillis,
            long invoiceDueMillis,
            @Nullable Trigger trigger) {

        boolean isInvoiced() {
            return collect == WalletSettings.Collect.INVOICE;
        }
    }

    /** The available balance that made a recharge due, and the threshold that it had crossed. */
    public record Trigger(long balanceMicros, long thresholdMicros) {}

    /** How far a payment has come. */
    public enum Status {
        /** Asked for; nothing has been heard yet. */
        REQUESTED,
        /** The provider is at work, or waits for the customer. */
        ANSWERED,
        /** The last attempt failed; the next one has its time. */
        WAITING,
        /** The money has moved. */
        PAID,
        /** Given up, voided or cancelled. Money that comes in all the same still counts. */
        ENDED
    }

    /**
     * Where the attempts stand.
     *
     * @param attempt from 1; a new one only after the one before is known to have failed
     * @param onBackup whether this attempt is on the backup method
     * @param isDefaultDead whether the default method has failed in a way that no retry mends
     * @param isBackupDead the same of the backup method
     * @param rung how many pauses of the ladder are behind it
     * @param resends how often this attempt has been asked for again since nothing was heard
     * @param wasActionAsked whether the customer has been asked to act on this attempt
     * @param dueMillis when it is sent again, tried again or overdue; {@link Wallet#NEVER} where it only waits for an answer
     */
    public record Progress(
            Status status,
            int attempt,
            boolean onBackup,
            boolean isDefaultDead,
            boolean isBackupDead,
            int rung,
            int resends,
            boolean wasActionAsked,
            long dueMillis) {

        static Progress first(long dueMillis) {
            return new Progress(Status.REQUESTED, 1, false, false, false, 0, 0, false, dueMillis);
        }

        Progress resent(long nextDueMillis) {
            return with(status, resends + 1, wasActionAsked, nextDueMillis);
        }

        Progress answered(boolean askedAction, long nextDueMillis) {
            return with(Status.ANSWERED, resends, askedAction, nextDueMillis);
        }

        Progress overdue() {
            return with(status, resends, wasActionAsked, Wallet.NEVER);
        }

        Progress over(Status end) {
            return with(end, resends, wasActionAsked, Wallet.NEVER);
        }

        /** The same with what a failed attempt says of the method that it was on. */
        Progress declined(boolean isHard) {
            boolean defaultDead = isDefaultDead || (isHard && !onBackup);
            boolean backupDead = isBackupDead || (isHard && onBackup);
            return new Progress(
                    status, attempt, onBackup, defaultDead, backupDead, rung, resends, wasActionAsked, dueMillis);
        }

        Progress waiting(long nextDueMillis) {
            return new Progress(
                    Status.WAITING,
                    attempt,
                    onBackup,
                    isDefaultDead,
                    isBackupDead,
                    rung + 1,
                    resends,
                    wasActionAsked,
                    nextDueMillis);
        }

        Progress tried(boolean withBackup, long nextDueMillis) {
            return new Progress(
                    Status.REQUESTED,
                    attempt + 1,
                    withBackup,
                    isDefaultDead,
                    isBackupDead,
                    rung,
                    0,
                    false,
                    nextDueMillis);
        }

        /** The same with new methods: the ladder and what is known of methods start afresh. */
        Progress afresh() {
            return new Progress(status, attempt, onBackup, false, false, 0, resends, wasActionAsked, dueMillis);
        }

        private Progress with(Status next, int nextResends, boolean askedAction, long nextDueMillis) {
            return new Progress(
                    next,
                    attempt,
                    onBackup,
                    isDefaultDead,
                    isBackupDead,
                    rung,
                    nextResends,
                    askedAction,
                    nextDueMillis);
        }
    }

    /**
     * What a payment has brought so far.
     *
     * @param trancheNumber the tranche of its credit; 0 while there is none
     * @param advancedMicros credit given ahead of the money, and not cleared or taken back yet
     * @param collectedMicros money received, or for a REFUND given back
     * @param refundedMicros what of it has been given back, or is being given back; of a charge for leads that is still under
     *     way, what is to be given back since they were returned
     * @param disputedMicros what of it the customer's bank has taken back
     * @param isDisputeWon whether a dispute has been decided in the wallet's favour, so that a late notice of it is stale
     */
    public record Proceeds(
            long trancheNumber,
            long advancedMicros,
            long collectedMicros,
            long refundedMicros,
            long disputedMicros,
            boolean isDisputeWon) {
        static final Proceeds NONE = new Proceeds(0, 0, 0, 0, 0, false);

        static Proceeds advanced(long tranche, long micros) {
            return new Proceeds(tranche, micros, 0, 0, 0, false);
        }

        Proceeds collected(long tranche, long micros) {
            return new Proceeds(tranche, 0, micros, refundedMicros, disputedMicros, isDisputeWon);
        }

        Proceeds refunded(long micros) {
            return new Proceeds(
                    trancheNumber,
                    advancedMicros,
                    collectedMicros,
                    refundedMicros + micros,
                    disputedMicros,
                    isDisputeWon);
        }

        Proceeds disputed(long micros) {
            return new Proceeds(trancheNumber, advancedMicros, collectedMicros, refundedMicros, micros, isDisputeWon);
        }

        Proceeds won() {
            return new Proceeds(trancheNumber, advancedMicros, collectedMicros, refundedMicros, 0, true);
        }
    }

    /** The identity under which everybody knows it. */
    public String requestId(String walletId) {
        return walletId + "/" + purpose + "/" + number;
    }

    /** What the payer reads. */
    public String describe(Wallet wallet) {
        String name = wallet.name();
        return terms.description() != null
                ? terms.description()
                : PaymentWords.name(purpose) + ", wallet " + (name == null ? wallet.walletId() : name);
    }

    boolean isOver() {
        return progress.status() == Status.PAID || progress.status() == Status.ENDED;
    }

    /** What counts as pending while it is under way; credit given ahead is there already. */
    long pendingMicros() {
        return purpose.bringsCredit() && !isOver() && proceeds.advancedMicros() == 0 ? terms.amountMicros() : 0;
    }

    /** Credit that it brings when it has been paid, with what is given on top. */
    long promisedMicros() {
        return pendingMicros() == 0 ? 0 : pendingMicros() + terms.freeMicros();
    }

    /** What all of some bring. */
    static long promisedMicros(List<Payment> payments) {
        long sum = 0;
        for (Payment payment : payments) {
            sum = Capacity.plus(sum, payment.promisedMicros());
        }
        return sum;
    }

    /** What can still be given back of it. */
    long refundableMicros() {
        return purpose == Purpose.REFUND
                ? 0
                : proceeds.collectedMicros() - proceeds.refundedMicros() - proceeds.disputedMicros();
    }

    /** The same for nothing: whatever it brings is credit. */
    Payment withoutNeed() {
        Terms none = new Terms(
                terms.collect(),
                terms.amountMicros(),
                0,
                terms.payerId(),
                terms.reference(),
                terms.source(),
                terms.description(),
                terms.freeMicros(),
                terms.creditExpiresAtMillis(),
                terms.refundOf(),
                terms.requestedAtMillis(),
                terms.invoiceDueMillis(),
                terms.trigger());
        return new Payment(purpose, number, none, progress, Proceeds.NONE);
    }

    Payment with(Progress next) {
        return new Payment(purpose, number, terms, next, proceeds);
    }

    Payment with(Proceeds next) {
        return new Payment(purpose, number, terms, progress, next);
    }
}
