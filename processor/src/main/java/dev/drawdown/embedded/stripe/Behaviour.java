package dev.drawdown.embedded.stripe;

import org.jspecify.annotations.Nullable;

/** What a test payment method does when money is to be taken from it. */
sealed interface Behaviour {
    Behaviour PAYS = new Pays();

    /** It pays. */
    record Pays() implements Behaviour {}

    /**
     * The issuer says no.
     *
     * @param code the error's code
     * @param declineCode the issuer's reason
     * @param adviceCode what the issuer says about another try; null where it says nothing
     * @param onceSaved whether it can be saved all the same
     */
    record Declines(
            String code, String declineCode, @Nullable String adviceCode, boolean onceSaved) implements Behaviour {
        static Declines card(String declineCode, @Nullable String adviceCode) {
            return new Declines("card_declined", declineCode, adviceCode, false);
        }
    }

    /** The customer has to authenticate; then it pays, or is declined. */
    record Authenticates(When when, @Nullable Declines then) implements Behaviour {}

    /** When a customer has to authenticate. */
    enum When {
        ALWAYS,
        /** Not once it has been set up with the customer present. */
        UNLESS_SET_UP,
        /** Only while the customer is present. */
        ON_SESSION
    }

    /** It pays, and the customer disputes it. */
    record Disputed(String reason, String status) implements Behaviour {}

    /** It pays, and a refund takes a while: it succeeds, or after looking well it fails. */
    record RefundsLate(boolean fails) implements Behaviour {}

    /** A bank debit: known only later. A reason says that it fails. */
    record Settles(@Nullable String failure) implements Behaviour {}

    /** A bank debit that stays under way. */
    record StaysUnderWay() implements Behaviour {}
}
