package dev.drawdown.embedded.stripe;

import dev.drawdown.embedded.stripe.Behaviour.Authenticates;
import dev.drawdown.embedded.stripe.Behaviour.Declines;
import dev.drawdown.embedded.stripe.Behaviour.Disputed;
import dev.drawdown.embedded.stripe.Behaviour.RefundsLate;
import dev.drawdown.embedded.stripe.Behaviour.Settles;
import dev.drawdown.embedded.stripe.Behaviour.StaysUnderWay;
import dev.drawdown.embedded.stripe.Behaviour.When;
import org.jspecify.annotations.Nullable;

/** The payment methods that Stripe's documentation gives for tests, by token and number, with what they do. */
@SuppressWarnings("ImmutableEnumChecker") // Behaviours are records of texts and flags.
enum TestMethod {
    VISA("card_visa", "4242424242424242", "visa", Behaviour.PAYS),
    VISA_DEBIT("card_visa_debit", "4000056655665556", "visa", Behaviour.PAYS),
    MASTERCARD("card_mastercard", "5555555555554444", "mastercard", Behaviour.PAYS),
    MASTERCARD_DEBIT("card_mastercard_debit", "5200828282828210", "mastercard", Behaviour.PAYS),
    MASTERCARD_PREPAID("card_mastercard_prepaid", "5105105105105100", "mastercard", Behaviour.PAYS),
    AMEX("card_amex", "378282246310005", "amex", Behaviour.PAYS),
    DISCOVER("card_discover", "6011111111111117", "discover", Behaviour.PAYS),
    DINERS("card_diners", "3056930009020004", "diners", Behaviour.PAYS),
    JCB("card_jcb", "3566002020360505", "jcb", Behaviour.PAYS),
    UNIONPAY("card_unionpay", "6200000000000005", "unionpay", Behaviour.PAYS),

    DECLINED("card_visa_chargeDeclined", "4000000000000002", Declines.card("generic_decline", "try_again_later")),
    INSUFFICIENT_FUNDS(
            "card_visa_chargeDeclinedInsufficientFunds",
            "4000000000009995",
            Declines.card("insufficient_funds", "try_again_later")),
    LOST("card_visa_chargeDeclinedLostCard", "4000000000009987", Declines.card("lost_card", "do_not_try_again")),
    STOLEN("card_visa_chargeDeclinedStolenCard", "4000000000009979", Declines.card("stolen_card", "do_not_try_again")),
    EXPIRED(
            "card_chargeDeclinedExpiredCard",
            "4000000000000069",
            new Declines("expired_card", "expired_card", "confirm_card_data", false)),
    WRONG_CVC(
            "card_chargeDeclinedIncorrectCvc",
            "4000000000000127",
            new Declines("incorrect_cvc", "incorrect_cvc", "confirm_card_data", false)),
    PROCESSING_ERROR(
            "card_chargeDeclinedProcessingError",
            "4000000000000119",
            new Declines("processing_error", "processing_error", "try_again_later", false)),
    TOO_OFTEN(
            "card_visa_chargeDeclinedVelocityLimitExceeded",
            "4000000000006975",
            Declines.card("card_velocity_exceeded", "try_again_later")),
    FRAUDULENT("card_chargeDeclinedFraudulent", "4100000000000019", Declines.card("fraudulent", null)),
    DECLINED_ONCE_SAVED(
            "card_chargeCustomerFail",
            "4000000000000341",
            new Declines("card_declined", "generic_decline", "try_again_later", true)),

    AUTHENTICATED("card_authenticationRequired", "4000002760003184", new Authenticates(When.ALWAYS, null)),
    AUTHENTICATED_ON_SETUP(
            "card_authenticationRequiredOnSetup", "4000002500003155", new Authenticates(When.UNLESS_SET_UP, null)),
    ALREADY_SET_UP(
            "card_authenticationRequiredSetupForOffSession",
            "4000003800000446",
            new Authenticates(When.ON_SESSION, null)),
    AUTHENTICATED_THEN_NO_FUNDS(
            "card_authenticationRequiredChargeDeclinedInsufficientFunds",
            "4000008260003178",
            new Authenticates(When.ALWAYS, Declines.card("insufficient_funds", "try_again_later"))),
    THREE_D_SECURE("card_threeDSecure2Required", "4000000000003220", new Authenticates(When.ALWAYS, null)),
    THREE_D_SECURE_THEN_DECLINED(
            "card_threeDSecureRequiredChargeDeclined",
            "4000008400001629",
            new Authenticates(When.ALWAYS, Declines.card("generic_decline", "try_again_later"))),

    DISPUTED("card_createDispute", "4000000000000259", new Disputed("fraudulent", "needs_response")),
    NOT_RECEIVED(
            "card_createDisputeProductNotReceived",
            "4000000000002685",
            new Disputed("product_not_received", "needs_response")),
    INQUIRY("card_createDisputeInquiry", "4000000000001976", new Disputed("fraudulent", "warning_needs_response")),
    PENDING_REFUND("card_pendingRefund", "4000000000007726", new RefundsLate(false)),
    REFUND_FAILS("card_refundFail", "4000000000005126", new RefundsLate(true)),

    BANK("usBankAccount_success", "000123456789", null, new Settles(null)),
    BANK_CLOSED("usBankAccount_accountClosed", "000111111113", null, new Settles("account_closed")),
    BANK_NO_ACCOUNT("usBankAccount_noAccount", "000111111116", null, new Settles("no_account")),
    BANK_NO_FUNDS("usBankAccount_insufficientFunds", "000222222227", null, new Settles("insufficient_funds")),
    BANK_FORBIDDEN("usBankAccount_debitNotAuthorized", "000333333335", null, new Settles("debit_not_authorized")),
    BANK_UNDER_WAY("usBankAccount_processing", "000000000009", null, new StaysUnderWay());

    private final String token;
    private final String number;
    private final @Nullable String brand;
    private final Behaviour behaviour;

    TestMethod(String token, String number, @Nullable String brand, Behaviour behaviour) {
        this.token = token;
        this.number = number;
        this.brand = brand;
        this.behaviour = behaviour;
    }

    TestMethod(String token, String number, Behaviour behaviour) {
        this(token, number, "visa", behaviour);
    }

    /** Returns the method that a {@code pm_…} or {@code tok_…} of the documentation stands for, or null. */
    static @Nullable TestMethod ofToken(String id) {
        for (TestMethod method : values()) {
            if (id.equals("pm_" + method.token) || ("pm_" + method.token).equals(id.replace("tok_", "pm_card_"))) {
                return method;
            }
        }
        return null;
    }

    static @Nullable TestMethod ofNumber(String number) {
        for (TestMethod method : values()) {
            if (method.number.equals(number)) {
                return method;
            }
        }
        return null;
    }

    String token() {
        return "pm_" + token;
    }

    String number() {
        return number;
    }

    String last4() {
        return number.substring(number.length() - 4);
    }

    boolean isCard() {
        return brand != null;
    }

    String brand() {
        return brand == null ? "" : brand;
    }

    String funding() {
        return token.endsWith("_debit") ? "debit" : token.endsWith("_prepaid") ? "prepaid" : "credit";
    }

    Behaviour behaviour() {
        return behaviour;
    }
}
