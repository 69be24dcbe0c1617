package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.Threshold;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hashes of ids and bodies lie in stores out there. Were one computed in another way, an input that came before would be
 * taken for a new one, or for another under its id; so these figures stay as they are for ever.
 */
final class StoredHashesTest {
    private static final long AT = 1_772_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "'', 7a5a4611330130-cbe15fced618cc86",
        "a, bfea38399202b320-99de76337fb9e217",
        "abc, 1b6578e4ef51efd-85565f87b079637d",
        "abcd, 1712e0a28101e221-f6c72bfbb8739267",
        "order-1, b496e0a79c40d576-b69faa7778e3c178",
        "order-2, b7e931c13be5afb3-e942714ed1f8b767",
        "8f14e45f-ceea-467f-a0e6-1b9f6f3c2d11, fb70557aca30f0e8-8ae8590aad0568a6",
        "Zürich/質問/42, 24c5c6d01e01b9f3-f8e478b1df213773"
    })
    void shouldKnowAnIdByTheSameFingerprintForEver(String id, String stored) {
        assertThat(hex(Fingerprint.of(id))).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"l1, b1, 800feab460959db9-1001ecce5d39eda6", "l1, , e91a20a002ce5813-9fe135b0e7cb8918"})
    void shouldKnowALeadByTheSameFingerprintForEver(String leadId, String buyerId, String stored) {
        assertThat(hex(Fingerprint.ofLead(leadId, buyerId))).isEqualTo(stored);
    }

    static Stream<Arguments> inputs() {
        BigDecimal quantity = new BigDecimal("2.50");
        return Stream.of(
                Arguments.of(
                        new Input.Usage("x", "w", "app", "sms", "m", quantity, 5L, null, ChargeType.FIXED, AT),
                        "4325f7c8c4e4e20"),
                Arguments.of(
                        new Input.Usage("x", "w", null, "sms", null, BigDecimal.ZERO, null, null, ChargeType.USAGE, AT),
                        "ca41b2875abb38a4"),
                Arguments.of(
                        new Input.LeadDelivered("x", "w", "l", 5L, null, "b", "c", "web", "app", "h", AT),
                        "a0522dc2e040fcfc"),
                Arguments.of(new Input.LeadReturned("x", "w", "l", "b", "invalid", AT), "5c8574043403eb7a"),
                Arguments.of(new Input.Due("w", AT), "c6f0c83e1bf1bf66"),
                Arguments.of(new Input.OwnerChanged("w", ZoneOffset.UTC, AT), "b9918b53e164b4a"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldKnowAnEventByTheSameHashForEver(Input input, String stored) {
        assertThat(Long.toHexString(BodyHash.of(input))).isEqualTo(stored);
    }

    static Stream<Arguments> bodies() {
        Input.TopUp topUp = new Input.TopUp(5, Collect.RECORDED, "p", "r", 6, AT);
        return Stream.of(
                Arguments.of(
                        new Input.OpenWallet("o", "n", "USD", 7, full(), AT, topUp, 8L, ZoneOffset.UTC),
                        "89df2811c1331b54"),
                Arguments.of(
                        new Input.OpenWallet(
                                "o", null, "USD", 7, WalletSettings.DEFAULT, null, null, null, ZoneOffset.UTC),
                        "9193fc6542f323cf"),
                Arguments.of(new Input.ConfigureWallet(partial(), AT, "n", null, null), "8c1feb492abbf58f"),
                Arguments.of(new Input.ConfigureWallet(null, null, null, null, null), "e13ca6154e229e15"),
                Arguments.of(new Input.ConfigureWallet(null, null, null, 4, null), "e55ea8aaa2e2a62e"),
                Arguments.of(new Input.ConfigureWallet(partial(), AT, "n", 4, "{}"), "920d6dc42ea53328"),
                Arguments.of(new Input.FreezeWallet("why"), "2b5f67e35bc10df7"),
                Arguments.of(new Input.UnfreezeWallet("why"), "6b0a9a63a8806149"),
                Arguments.of(new Input.TerminateWallet("why"), "815ebb590832b039"),
                Arguments.of(topUp, "9bcafa05055fff9b"),
                Arguments.of(
                        new Input.Grant(5, Pool.PLAN, 3, AT, AT + 1, new Scope(Scope.Charges.FIXED, List.of("a")), "y"),
                        "8bd9eb39114f1bfb"),
                Arguments.of(new Input.Grant(5, Pool.PROMOTIONAL, null, null, null, null, null), "78360a1c8ee31b12"),
                Arguments.of(new Input.AmendTranche("T1", AT, 4), "d068a9daabaace14"),
                Arguments.of(new Input.Deduct(5, true, "why"), "27f1ed74b995ca1b"),
                Arguments.of(new Input.ChargeCard(5, "what", "p"), "2253e5d23bd8277"),
                Arguments.of(new Input.Adjust(-5, Pool.PURCHASED, "why", 3L), "7773e9d6b13aeca9"),
                Arguments.of(new Input.Subscribe("p", AT), "5bf1a6265f9f4ebb"),
                Arguments.of(new Input.Unsubscribe("p", true), "1a89cd1addced82d"),
                Arguments.of(new Input.PlaceHold("h", 5, ChargeType.FIXED, "sms", 60, true), "4e18f2d377d0c43f"),
                Arguments.of(new Input.CaptureHold("h", 5L), "33e9ad2f3752e08c"),
                Arguments.of(new Input.CaptureHold("h", null), "7c599744f3024b6a"),
                Arguments.of(new Input.ReleaseHold("h"), "4901b814ef692e10"),
                Arguments.of(
                        new Input.PayInvoice("i", List.of(new Input.InvoiceLine("1", ChargeType.USAGE, "sms", 5))),
                        "651cc12349dc7688"),
                Arguments.of(new Input.VoidInvoicePayment("i"), "2f9abc0e6719571e"),
                Arguments.of(
                        new Input.RecordPayment(
                                "w/TOP_UP/1",
                                2,
                                Input.PaymentStatus.SUCCEEDED,
                                5L,
                                "pi_1",
                                "why",
                                Input.DeclineKind.SOFT,
                                "act",
                                "receipt",
                                AT),
                        "2978a805e06b2041"),
                Arguments.of(
                        new Input.RecordPayment(
                                "w/TOP_UP/1", 2, Input.PaymentStatus.FAILED, null, null, null, null, null, null, AT),
                        "6d24556635015691"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldKnowACommandByTheSameHashForEver(Input.Body body, String stored) {
        assertThat(Long.toHexString(BodyHash.of(new Input.Command("x", "w", "tester", AT, body))))
                .isEqualTo(stored);
    }

    /** Something in every field. */
    private static WalletSettings full() {
        return new WalletSettings(
                new Scope(Scope.Charges.USAGE, List.of("sms", "call")),
                60,
                WalletSettings.BillingMode.NET_TERMS,
                WalletSettings.OnPaymentFailure.CONTINUE,
                false,
                -100,
                3,
                14,
                new AlertRules(
                        new Threshold(30, Direction.BELOW),
                        new Threshold(20, Direction.BELOW),
                        new Threshold(90, Direction.ABOVE),
                        5,
                        24),
                new RechargeRule(true, 10, RechargeRule.Mode.TARGET, 9L, 50L, true, 60, 5, 99L, Collect.INVOICE, true),
                List.of(new Budget("app", "sms", 77, Budget.OnReached.BLOCK)));
    }

    /** Something in some fields of alerts and recharging. */
    private static WalletSettings partial() {
        return new WalletSettings(
                Scope.ALL,
                50,
                WalletSettings.BillingMode.PREPAID,
                WalletSettings.OnPaymentFailure.PAUSE,
                true,
                0,
                0,
                30,
                new AlertRules(null, new Threshold(20, Direction.ABOVE), null, 0, null),
                new RechargeRule(
                        false, 10, RechargeRule.Mode.FIXED, 9L, null, false, 0, null, null, Collect.DIRECT, false),
                List.of());
    }

    private static String hex(Fingerprint fingerprint) {
        return Long.toHexString(fingerprint.high()) + "-" + Long.toHexString(fingerprint.low());
    }
}
