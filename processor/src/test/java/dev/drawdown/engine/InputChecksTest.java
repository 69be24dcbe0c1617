package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings.Collect;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that make no sense are refused with a code of their own, and with the first that applies. */
final class InputChecksTest {
    private static final long NOW = WalletFixture.START;
    private static final long TOO_MUCH = 1_000_000_000_000_000_000L;

    private final WalletFixture wallet = WalletFixture.funded("100");

    static Stream<Arguments> negatives() {
        return Stream.of(
                Arguments.of(usage(-1L, BigDecimal.ONE)),
                Arguments.of(usage(1L, new BigDecimal("-0.1"))),
                Arguments.of(Events.lead("x", "l", "-1", null, NOW)),
                Arguments.of(command(new Input.TopUp(-1, Collect.RECORDED, null, null, 0, null))),
                Arguments.of(command(new Input.TopUp(1, Collect.RECORDED, null, null, -1, null))),
                Arguments.of(command(Bodies.grant("-1", Pool.PROMOTIONAL))),
                Arguments.of(command(Bodies.deduct("-1"))),
                Arguments.of(command(Bodies.hold("h", "-1"))),
                Arguments.of(command(Bodies.capture("h", "-1"))),
                Arguments.of(opening(new Input.TopUp(-1, Collect.RECORDED, null, null, 0, null), null)),
                Arguments.of(opening(null, -1L)),
                Arguments.of(opening(Bodies.topUp("1"), -1L)),
                Arguments.of(command(new Input.ChargeCard(-1, "x", null))));
    }

    @ParameterizedTest
    @MethodSource("negatives")
    void shouldRefuseNegativeAmounts(Input input) {
        refused(wallet.send(input), Outcome.NEGATIVE_AMOUNT);
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                Arguments.of(usage(TOO_MUCH, BigDecimal.ONE)),
                Arguments.of(
                        new Input.LeadDelivered("x", "w1", "l", TOO_MUCH, null, null, null, null, null, null, NOW)),
                Arguments.of(command(new Input.TopUp(TOO_MUCH, Collect.RECORDED, null, null, 0, null))),
                Arguments.of(command(new Input.TopUp(1, Collect.RECORDED, null, null, TOO_MUCH, null))),
                Arguments.of(command(new Input.Grant(TOO_MUCH, Pool.PROMOTIONAL, null, null, null, null, null))),
                Arguments.of(command(new Input.Deduct(TOO_MUCH, false, null))),
                Arguments.of(command(new Input.Adjust(TOO_MUCH, Pool.PURCHASED, "x", null))),
                Arguments.of(command(new Input.Adjust(-TOO_MUCH, Pool.PURCHASED, "x", null))),
                Arguments.of(command(new Input.Adjust(Long.MIN_VALUE, Pool.PURCHASED, "x", null))),
                Arguments.of(command(new Input.PlaceHold("h", TOO_MUCH, ChargeType.USAGE, null, 1, false))),
                Arguments.of(command(new Input.CaptureHold("h", TOO_MUCH))));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void shouldRefuseAmountsThatTheLedgerCannotCarry(Input input) {
        refused(wallet.send(input), Outcome.AMOUNT_OUT_OF_RANGE);
    }

    @Test
    void shouldTakeTheLargestAmountThatTheLedgerCanCarry() {
        WalletFixture empty = WalletFixture.opened();

        accepted(empty.command(new Input.TopUp(TOO_MUCH - 1, Collect.RECORDED, null, null, 0, null)));

        assertThat(empty.available()).isEqualTo("999999999999.999999");
    }

    static Stream<Arguments> withoutId() {
        return Stream.of(
                Arguments.of(Events.usage("", "sms", "1", ChargeType.USAGE, NOW)),
                Arguments.of(Events.usage("  ", "sms", "1", ChargeType.USAGE, NOW)),
                Arguments.of(Events.lead("", "l", "1", null, NOW)),
                Arguments.of(new Input.LeadReturned("", "w1", "l", null, null, NOW)),
                Arguments.of(new Input.Command("", "w1", "x", NOW, Bodies.topUp("1"))));
    }

    @ParameterizedTest
    @MethodSource("withoutId")
    void shouldRefuseInputsWithoutId(Input input) {
        refused(wallet.send(input), Outcome.NO_ID);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(Events.lead("x", "", "1", null, NOW)),
                Arguments.of(new Input.LeadReturned("x", "w1", " ", null, null, NOW)),
                Arguments.of(Events.usage("x".repeat(513), "sms", "1", ChargeType.USAGE, NOW)),
                Arguments.of(new Input.Usage(
                        "x", "w1", null, "sms", null, BigDecimal.ONE, null, null, ChargeType.USAGE, NOW)),
                Arguments.of(command(Bodies.hold("", "1"))),
                Arguments.of(command(Bodies.adjust("0", Pool.PURCHASED))));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldRefuseWhatIsMalformed(Input input) {
        refused(wallet.send(input), Outcome.MALFORMED);
    }

    static Stream<Arguments> zeros() {
        return Stream.of(
                Arguments.of(Bodies.topUp("0")),
                Arguments.of(Bodies.grant("0", Pool.PROMOTIONAL)),
                Arguments.of(Bodies.deduct("0")),
                Arguments.of(Bodies.hold("h", "0")));
    }

    @ParameterizedTest
    @MethodSource("zeros")
    void shouldRefuseCommandsAboutNothing(Input.Body body) {
        Wallet before = wallet.wallet();

        assertThat(wallet.command(body).outcome().kind()).isNotEqualTo(Outcome.Kind.DONE);
        assertThat(wallet.wallet()).isEqualTo(before);
    }

    @Test
    void shouldTakeAnIdOfTheLargestLength() {
        accepted(wallet.send(Events.usage("x".repeat(512), "sms", "1", ChargeType.USAGE, NOW)));
    }

    @Test
    void shouldParkWhatHasNoWallet() {
        WalletFixture none = WalletFixture.none();

        refused(none.send(Events.usage("e1", "sms", "1", ChargeType.USAGE, NOW)), Outcome.NO_WALLET);
        refused(none.send(Events.lead("e2", "l", "1", null, NOW)), Outcome.NO_WALLET);
        refused(none.command("c1", Bodies.topUp("1")), Outcome.NO_WALLET);
        assertThat(Outcome.NO_WALLET.kind()).isEqualTo(Outcome.Kind.PARKED);
    }

    @Test
    void shouldParkWhatHasNoPrice() {
        refused(wallet.send(usage(null, BigDecimal.ONE)), Outcome.NO_PRICE);
        refused(
                wallet.send(new Input.LeadDelivered("x", "w1", "l", null, null, null, null, null, null, null, NOW)),
                Outcome.NO_PRICE);
        assertThat(Outcome.NO_PRICE.kind()).isEqualTo(Outcome.Kind.PARKED);
    }

    @Test
    void shouldRefuseAPriceInAnotherCurrency() {
        Price euros = new Price("sms", "EUR", BigDecimal.ONE, Price.Tiering.FLAT, List.of(), "v1");

        refused(wallet.metered("1", euros), Outcome.WRONG_CURRENCY);
        refused(wallet.send(lead(null, euros)), Outcome.WRONG_CURRENCY);
        accepted(wallet.send(lead(Money.micros("3"), euros)));
    }

    @Test
    void shouldNotLookAtThePriceOfAnEventThatNamesItsAmount() {
        Price euros = new Price("sms", "EUR", BigDecimal.ONE, Price.Tiering.FLAT, List.of(), "v1");

        Decision decision = accepted(wallet.send(new Input.Usage(
                "x", "w1", null, "sms", "sms", BigDecimal.TEN, Money.micros("3"), euros, ChargeType.USAGE, NOW)));

        assertThat(decision.postings().getFirst().amountMicros()).isEqualTo(Money.micros("3"));
    }

    @Test
    void shouldBookAnEventThatCostsNothing() {
        assertThat(Ledger.lines(wallet.usage("sms", "0"))).containsExactly("USAGE 0 (0) - deferred_revenue>revenue");
        assertThat(Ledger.lines(wallet.usage("sms", "0", ChargeType.FIXED)))
                .containsExactly("FIXED_CHARGE 0 (0) - deferred_revenue>revenue");
        assertThat(Ledger.lines(wallet.lead("l1", "0")))
                .containsExactly("LEAD_DELIVERY 0 (0) - deferred_revenue>revenue");
    }

    @Test
    void shouldRefuseToOpenTwice() {
        refused(wallet.command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC)), Outcome.WALLET_EXISTS);
    }

    private static Input usage(@Nullable Long amountMicros, BigDecimal quantity) {
        return new Input.Usage("x", "w1", null, "sms", "m", quantity, amountMicros, null, ChargeType.USAGE, NOW);
    }

    private static Input command(Input.Body body) {
        return new Input.Command("x", "w1", "tester", NOW, body);
    }

    private static Input lead(@Nullable Long amountMicros, Price price) {
        return new Input.LeadDelivered("x", "w1", "l", amountMicros, price, null, null, null, null, null, NOW);
    }

    private static Input opening(Input.@Nullable TopUp topUp, @Nullable Long freeMicros) {
        return command(new Input.OpenWallet(
                "o1", null, "USD", 1, WalletSettings.DEFAULT, null, topUp, freeMicros, ZoneOffset.UTC));
    }
}
