package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/** What a decision asks about a wallet's payments, as they were before it or as they have become in it. */
sealed interface PaymentBook permits Payments, OpenPayments {
    /** Whether a payment has failed, and none has succeeded since. */
    boolean hasFailed();

    /** Whether collecting by itself is off, since a payment failed for good. */
    boolean isStopped();

    /** Whether something is being asked for to that purpose. */
    boolean hasUnderWay(Purpose purpose);

    /** How many requests of a purpose there were. */
    long count(Purpose purpose);

    /** What a card is to be charged and has not been asked for yet. */
    long gatheredMicros();

    /** Credit that comes when what is under way has been paid, with what is given on top. */
    long promisedMicros();

    /** How many payments are disputed. */
    int disputes();

    /** Where auto-recharging stands; null before the rule was first due. */
    @Nullable
    Recharging recharging();

    /** When what is owed on terms is invoiced; {@link Wallet#NEVER} where nothing is. */
    long periodEndsAtMillis();
}
