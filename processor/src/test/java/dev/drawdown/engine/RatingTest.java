package dev.drawdown.engine;

import static dev.drawdown.engine.Events.price;
import static dev.drawdown.engine.Events.tier;
import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.Price.Tiering;
import dev.drawdown.engine.WalletSettings.Collect;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a metered event costs, to the micro, and what rounding leaves over for the next. */
final class RatingTest {
    private final WalletFixture wallet = WalletFixture.funded("1000000");

    @ParameterizedTest
    @CsvSource({
        "1, 0.0075, 0.0075",
        "3, 0.0075, 0.0225",
        "0, 0.0075, 0",
        "0.5, 3, 1.5",
        "1, 0.0000004, 0",
        "1, 0.0000006, 0.000001",
        // Half a micro goes to the even neighbour.
        "1, 0.0000005, 0",
        "1, 0.0000015, 0.000002",
        "1, 0.0000025, 0.000002",
        "1000000, 0.0000025, 2.5"
    })
    void shouldRoundHalfEvenToAMicro(String quantity, String unitPrice, String expected) {
        Decision decision = accepted(wallet.metered(quantity, price("tokens", unitPrice)));

        assertThat(cost(decision)).isEqualTo(Money.micros(expected));
    }

    @Test
    void shouldCarryWhatRoundingLeavesOver() {
        Price half = price("tokens", "0.0000005");

        assertThat(cost(wallet.metered("1", half))).isEqualTo(0);
        assertThat(cost(wallet.metered("1", half))).isEqualTo(1);
        assertThat(cost(wallet.metered("1", half))).isEqualTo(0);
        assertThat(cost(wallet.metered("1", half))).isEqualTo(1);
    }

    @Test
    @Tag("slow")
    void shouldAddUpAMillionEventsToWhatOneOfAMillionCosts() {
        Price price = price("tokens", "0.0000003337");
        long expected = Money.micros("0.3337");

        Wallet next = wallet.wallet();
        WalletEngine engine = new WalletEngine(Policy.DEFAULT);
        for (int n = 0; n < 1_000_000; n++) {
            Decision decision = engine.decide(next, Memory.EMPTY, event("m" + n, price), wallet.now());
            next = java.util.Objects.requireNonNull(decision.wallet());
        }

        assertThat(wallet.wallet().settledMicros() - next.settledMicros()).isEqualTo(expected);
        assertThat(cost(wallet.metered("1000000", price))).isEqualTo(expected);
    }

    @Test
    void shouldCarryPerMeter() {
        wallet.metered("1", price("tokens", "0.0000005"));
        wallet.metered("1", price("images", "0.0000005"));

        assertThat(cost(wallet.metered("1", price("images", "0.0000005")))).isEqualTo(1);
        assertThat(cost(wallet.metered("1", price("tokens", "0.0000005")))).isEqualTo(1);
    }

    @Test
    void shouldForgetACarryOfNothing() {
        wallet.metered("1", price("tokens", "0.0000005"));
        assertThat(wallet.wallet().carries()).containsOnlyKeys("tokens");
        wallet.metered("1", price("tokens", "0.0000005"));
        assertThat(wallet.wallet().carries()).isEmpty();
    }

    static Stream<Arguments> tiers() {
        Price.Tier[] two = {tier("10", "1"), tier("20", "0.5")};
        Price.Tier[] three = {tier("10", "1"), tier("20", "0.5"), tier(null, "0.1")};
        return Stream.of(
                Arguments.of(Tiering.GRADUATED, "10", "10", three),
                Arguments.of(Tiering.GRADUATED, "15", "12.5", three),
                Arguments.of(Tiering.GRADUATED, "20", "15", three),
                Arguments.of(Tiering.GRADUATED, "30", "16", three),
                Arguments.of(Tiering.GRADUATED, "0", "0", three),
                Arguments.of(Tiering.GRADUATED, "10.5", "10.25", three),
                Arguments.of(Tiering.VOLUME, "9", "9", three),
                Arguments.of(Tiering.VOLUME, "10", "10", three),
                Arguments.of(Tiering.VOLUME, "10.5", "5.25", three),
                Arguments.of(Tiering.VOLUME, "20", "10", three),
                Arguments.of(Tiering.VOLUME, "30", "3", three),
                Arguments.of(Tiering.VOLUME, "20", "10", two),
                Arguments.of(Tiering.VOLUME, "21", "42", two),
                Arguments.of(Tiering.GRADUATED, "21", "17", two),
                Arguments.of(Tiering.FLAT, "30", "60", three));
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void shouldPriceByTiersOverTheQuantityOfOneEvent(
            Tiering tiering, String quantity, String expected, Price.Tier[] tiers) {
        assertThat(cost(wallet.metered(quantity, price("tokens", "2", tiering, tiers))))
                .isEqualTo(Money.micros(expected));
    }

    @Test
    void shouldPriceALeadByItsMeter() {
        Decision decision = accepted(wallet.send(lead("e1", price("lead", "12.5"))));

        assertThat(cost(decision)).isEqualTo(Money.micros("12.5"));
        assertThat(decision.postings().getFirst().reason()).isEqualTo(Posting.Reason.LEAD_DELIVERY);
        assertThat(decision.postings().getFirst().attribution().category()).isEqualTo("lead");
        assertThat(decision.postings().getFirst().attribution().priceVersion()).isEqualTo("v1");
    }

    @Test
    void shouldNotCarryForEventsThatNameTheirAmount() {
        wallet.usage("sms", "0.000001");

        assertThat(wallet.wallet().carries()).isEmpty();
    }

    @Test
    void shouldRefuseAPriceThatComesToMoreThanTheLedgerCanCarry() {
        refused(wallet.metered("1000000000000", price("tokens", "1")), Outcome.AMOUNT_OUT_OF_RANGE);
        refused(wallet.send(lead("e1", price("lead", "1000000000000"))), Outcome.AMOUNT_OUT_OF_RANGE);
        accepted(wallet.metered("999999999999.999999", price("tokens", "1")));
    }

    @Test
    void shouldOverflowWithoutAnEffect() {
        WalletFixture rich = WalletFixture.funded("999999999999");
        refused(rich.command(Bodies.topUp("1")), Outcome.OVERFLOW);
        accepted(rich.command(Bodies.topUp("0.999999")));

        WalletFixture poor = WalletFixture.opened();
        accepted(poor.usage("sms", "999999999999"));
        refused(poor.usage("sms", "1"), Outcome.OVERFLOW);
        refused(poor.lead("l1", "1"), Outcome.OVERFLOW);
        accepted(poor.usage("sms", "0.999999"));
    }

    @Test
    void shouldAddUpTopUpAndFreeCreditBeforeItOverflows() {
        WalletFixture rich = WalletFixture.opened();

        refused(rich.command(Bodies.topUp("999999999999", "1", null)), Outcome.OVERFLOW);
        assertThat(rich.wallet().tranches()).isEmpty();
    }

    /** When it becomes effective there is nobody left to be refused. */
    @Test
    void shouldCountCreditThatComesLaterBeforeItOverflows() {
        WalletFixture rich = WalletFixture.opened();
        String tomorrow = "2026-03-03T12:00:00Z";
        accepted(rich.command(Bodies.grantFrom(tomorrow, null, "999999999999", Pool.PLAN)));

        refused(rich.command(Bodies.topUp("1")), Outcome.OVERFLOW);
        refused(rich.command(Bodies.grantFrom(tomorrow, null, "1", Pool.PLAN)), Outcome.OVERFLOW);
        accepted(rich.command(Bodies.topUp("0.999999")));

        rich.at(tomorrow).tick();
        assertThat(rich.wallet().settledMicros()).isEqualTo(Money.micros("999999999999.999999"));
    }

    /** When the money is there, it must become credit. */
    @Test
    void shouldCountCreditThatIsAskedForBeforeItOverflows() {
        WalletFixture rich = WalletFixture.opened();
        accepted(rich.command(Bodies.topUp("999999999000", Collect.CARD)));

        refused(rich.command(Bodies.topUp("1000")), Outcome.OVERFLOW);
        accepted(rich.command(Bodies.topUp("999")));

        accepted(rich.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));
        assertThat(rich.wallet().settledMicros()).isEqualTo(Money.micros("999999999999"));
    }

    @Test
    void shouldCountFreeCreditThatComesWithAPaymentBeforeItOverflows() {
        WalletFixture rich = WalletFixture.opened();

        refused(
                rich.command(new Input.TopUp(
                        Money.micros("999999999000"), Collect.CARD, null, null, Money.micros("1000"), null)),
                Outcome.OVERFLOW);
        accepted(rich.command(
                new Input.TopUp(Money.micros("999999999000"), Collect.CARD, null, null, Money.micros("999"), null)));

        accepted(rich.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));
        assertThat(rich.wallet().settledMicros()).isEqualTo(Money.micros("999999999999"));
    }

    @Test
    void shouldNotRechargeWhatWouldNotFitInBesideCreditThatComesLater() {
        WalletFixture rich =
                WalletFixture.openedWith("30", RuleDraft.FIXED.inAdvance().settings());
        String tomorrow = "2026-03-03T12:00:00Z";
        accepted(rich.command(Bodies.grantFrom(tomorrow, null, "999999999969", Pool.PLAN)));

        accepted(rich.usage("sms", "15"));

        assertThat(rich.wallet().settledMicros()).isEqualTo(Money.micros("15"));
        rich.at(tomorrow).tick();
        assertThat(rich.wallet().settledMicros()).isEqualTo(Money.micros("999999999984"));
    }

    @Test
    void shouldWeighWhatIsOwedAgainstWhatIsThereBeforeItOverflows() {
        WalletFixture rich = WalletFixture.opened();
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        accepted(rich.command(Bodies.grant("999999999999.999999", Pool.PLAN, null, null, sms)));

        accepted(rich.usage("call", "5"));

        assertThat(rich.wallet().balanceMicros()).isEqualTo(Money.micros("999999999994.999999"));
    }

    private Input lead(String id, Price price) {
        return new Input.LeadDelivered(id, "w1", "l1", null, price, null, null, null, null, null, wallet.now());
    }

    private static long cost(Decision decision) {
        return decision.postings().stream().mapToLong(Posting::amountMicros).sum();
    }

    private Input event(String id, Price price) {
        return new Input.Usage(
                id, "w1", null, "agent", "tokens", BigDecimal.ONE, null, price, ChargeType.USAGE, wallet.now());
    }
}
