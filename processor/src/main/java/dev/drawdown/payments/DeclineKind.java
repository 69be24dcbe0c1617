package dev.drawdown.payments;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether another try with the same payment method makes sense.
 *
 * <p>The card schemes fine those who keep trying cards that were declined for good, so what the issuer advises goes
 * before what its reason suggests, and a reason that nobody knows is worth a few tries.
 */
public enum DeclineKind {
    /** Never with this method again. */
    HARD,
    /** Later it may work. */
    SOFT;

    private static final Set<String> HARD_ADVICE = Set.of("do_not_try_again", "confirm_card_data");

    /** Mastercard's merchant advice: new account data, do not try again, payment stopped. */
    private static final Set<String> HARD_NETWORK_ADVICE = Set.of("01", "03", "21");

    private static final Set<String> HARD_CODES = Set.of(
            "account_closed",
            "amount_too_large",
            "amount_too_small",
            "authentication_required",
            "bank_account_restricted",
            "bank_account_unusable",
            "card_not_supported",
            "currency_not_supported",
            "debit_not_authorized",
            "expired_card",
            "fraudulent",
            "highest_risk_level",
            "incorrect_address",
            "incorrect_cvc",
            "incorrect_number",
            "incorrect_zip",
            "invalid_account",
            "invalid_cvc",
            "invalid_expiry_month",
            "invalid_expiry_year",
            "invalid_number",
            "lost_card",
            "merchant_blacklist",
            "new_account_information_available",
            "no_account",
            "payment_intent_authentication_failure",
            "payment_intent_invalid_parameter",
            "payment_intent_mandate_invalid",
            "payment_method_unexpected_state",
            "pickup_card",
            "resource_missing",
            "restricted_card",
            "revocation_of_all_authorizations",
            "revocation_of_authorization",
            "security_violation",
            "setup_intent_authentication_failure",
            "stolen_card",
            "stop_payment_order",
            "testmode_decline",
            "transaction_not_allowed");

    /**
     * Returns the kind of a decline.
     *
     * @param code the issuer's reason, or Stripe's code where the issuer was not asked
     * @param adviceCode what the issuer says about another try
     * @param networkAdviceCode the same in the card network's own code
     */
    public static DeclineKind of(String code, @Nullable String adviceCode, @Nullable String networkAdviceCode) {
        if (adviceCode != null && HARD_ADVICE.contains(adviceCode)) {
            return HARD;
        }
        if (networkAdviceCode != null && HARD_NETWORK_ADVICE.contains(networkAdviceCode)) {
            return HARD;
        }
        return HARD_CODES.contains(code) ? HARD : SOFT;
    }
}
