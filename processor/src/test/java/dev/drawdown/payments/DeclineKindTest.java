package dev.drawdown.payments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which declines end it for a card, and which are worth another try. */
class DeclineKindTest {
    @ParameterizedTest
    @CsvSource({
        "lost_card, HARD",
        "stolen_card, HARD",
        "pickup_card, HARD",
        "restricted_card, HARD",
        "fraudulent, HARD",
        "highest_risk_level, HARD",
        "expired_card, HARD",
        "incorrect_number, HARD",
        "incorrect_cvc, HARD",
        "invalid_account, HARD",
        "new_account_information_available, HARD",
        "account_closed, HARD",
        "no_account, HARD",
        "debit_not_authorized, HARD",
        "revocation_of_authorization, HARD",
        "revocation_of_all_authorizations, HARD",
        "stop_payment_order, HARD",
        "transaction_not_allowed, HARD",
        "card_not_supported, HARD",
        "currency_not_supported, HARD",
        "authentication_required, HARD",
        "payment_intent_authentication_failure, HARD",
        "resource_missing, HARD",
        "payment_method_unexpected_state, HARD",
        "insufficient_funds, SOFT",
        "generic_decline, SOFT",
        "do_not_honor, SOFT",
        "call_issuer, SOFT",
        "card_velocity_exceeded, SOFT",
        "withdrawal_count_limit_exceeded, SOFT",
        "try_again_later, SOFT",
        "processing_error, SOFT",
        "issuer_not_available, SOFT",
        "reenter_transaction, SOFT",
        "a_code_of_next_year, SOFT"
    })
    void shouldKnowTheIssuersReasons(String code, DeclineKind kind) {
        assertThat(DeclineKind.of(code, null, null)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "generic_decline, do_not_try_again, , HARD",
        "insufficient_funds, confirm_card_data, , HARD",
        "generic_decline, try_again_later, , SOFT",
        "lost_card, try_again_later, , HARD",
        "generic_decline, , 03, HARD",
        "generic_decline, , 21, HARD",
        "generic_decline, , 01, HARD",
        "generic_decline, , 02, SOFT",
        "generic_decline, , 30, SOFT"
    })
    void shouldHeedWhatTheIssuerAdvises(String code, String advice, String networkAdvice, DeclineKind kind) {
        assertThat(DeclineKind.of(code, advice, networkAdvice)).isEqualTo(kind);
    }
}
