package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wallet takes while it is active, frozen, expired or terminated. */
final class WalletStateTest {
    private final WalletFixture wallet = WalletFixture.funded("100");

    static Stream<Arguments> whileFrozen() {
        return Stream.of(
                Arguments.of(Bodies.topUp("5"), Outcome.ACCEPTED),
                Arguments.of(Bodies.topUp("5", Collect.CARD), Outcome.WALLET_FROZEN),
                Arguments.of(Bodies.grant("5", Pool.PROMOTIONAL), Outcome.ACCEPTED),
                Arguments.of(Bodies.adjust("5", Pool.PURCHASED), Outcome.ACCEPTED),
                Arguments.of(Bodies.adjust("-5", Pool.PURCHASED), Outcome.ACCEPTED),
                Arguments.of(Bodies.amend("T1", null, 7), Outcome.ACCEPTED),
                Arguments.of(Bodies.deduct("5"), Outcome.WALLET_FROZEN),
                Arguments.of(new Input.ChargeCard(5, "x", null), Outcome.WALLET_FROZEN),
                Arguments.of(Bodies.hold("h2", "5"), Outcome.WALLET_FROZEN),
                Arguments.of(Bodies.capture("h1", "5"), Outcome.ACCEPTED),
                Arguments.of(Bodies.release("h1"), Outcome.ACCEPTED),
                Arguments.of(Bodies.configure(SettingsDraft.settings().floor("1")), Outcome.ACCEPTED),
                Arguments.of(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC), Outcome.WALLET_EXISTS),
                Arguments.of(new Input.Subscribe("p", null), Outcome.NOT_SUPPORTED_YET),
                Arguments.of(new Input.Unsubscribe("p", false), Outcome.NOT_SUPPORTED_YET),
                Arguments.of(new Input.PayInvoice("i", List.of()), Outcome.NOT_SUPPORTED_YET),
                Arguments.of(new Input.VoidInvoicePayment("i"), Outcome.NOT_SUPPORTED_YET),
                Arguments.of(Bodies.answer("TOP_UP/1", PaymentStatus.SUCCEEDED), Outcome.NO_SUCH_PAYMENT),
                Arguments.of(Bodies.unfreeze(), Outcome.ACCEPTED),
                Arguments.of(Bodies.freeze(), Outcome.WALLET_FROZEN),
                Arguments.of(Bodies.terminate(), Outcome.ACCEPTED));
    }

    @ParameterizedTest
    @MethodSource("whileFrozen")
    void shouldTakeCreditAndFactsWhileFrozenButNoPaidCommand(Input.Body body, Outcome outcome) {
        accepted(wallet.command(Bodies.hold("h1", "10")));
        accepted(wallet.command(Bodies.freeze()));

        assertThat(wallet.command(body).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldBookFactsWhileFrozen() {
        wallet.lead("l1", "10");
        accepted(wallet.command(Bodies.freeze()));

        accepted(wallet.usage("sms", "5"));
        accepted(wallet.lead("l2", "5"));
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.available()).isEqualTo("90");
        assertThat(wallet.wallet().status()).isEqualTo(WalletStatus.FROZEN);
    }

    @Test
    void shouldPauseTheGateWhileFrozenAndOpenItAgainAfterwards() {
        Decision frozen = accepted(wallet.command(Bodies.freeze()));
        assertThat(Signals.all(frozen)).containsExactly("GATE PAUSED FROZEN");
        assertThat(Signals.all(wallet.topUp("10"))).isEmpty();

        Decision thawed = accepted(wallet.command(Bodies.unfreeze()));
        assertThat(Signals.all(thawed)).containsExactly("GATE OPEN FUNDED");
        assertThat(wallet.wallet().status()).isEqualTo(WalletStatus.ACTIVE);
    }

    @Test
    void shouldSayWhyItStaysPausedWhenAFrozenWalletRunsOutOfMoney() {
        accepted(wallet.command(Bodies.freeze()));
        wallet.usage("sms", "100");
        assertThat(wallet.gate()).isEqualTo("PAUSED FROZEN");

        Decision thawed = accepted(wallet.command(Bodies.unfreeze()));

        assertThat(Signals.gates(thawed)).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
    }

    @Test
    void shouldRefuseToUnfreezeWhatIsNotFrozen() {
        refused(wallet.command(Bodies.unfreeze()), Outcome.WALLET_NOT_FROZEN);
    }

    static Stream<Input.Body> everyBody() {
        return Stream.of(
                Bodies.topUp("5"),
                Bodies.topUp("5", Collect.CARD),
                Bodies.grant("5", Pool.PROMOTIONAL),
                Bodies.adjust("5", Pool.PURCHASED),
                Bodies.amend("T1", null, 7),
                Bodies.deduct("5"),
                new Input.ChargeCard(5, "x", null),
                Bodies.hold("h2", "5"),
                Bodies.capture("h1", "5"),
                Bodies.release("h1"),
                Bodies.configure(SettingsDraft.settings()),
                Bodies.freeze(),
                Bodies.unfreeze(),
                Bodies.terminate());
    }

    @ParameterizedTest
    @MethodSource("everyBody")
    void shouldRefuseEverythingOnceTerminated(Input.Body body) {
        accepted(wallet.command(Bodies.terminate()));

        refused(wallet.command(body), Outcome.WALLET_TERMINATED);
    }

    @Test
    void shouldRefuseFactsOnceTerminated() {
        wallet.lead("l1", "10");
        accepted(wallet.command(Bodies.terminate()));

        refused(wallet.usage("sms", "1"), Outcome.WALLET_TERMINATED);
        refused(wallet.lead("l2", "1"), Outcome.WALLET_TERMINATED);
        refused(wallet.giveBack("l1"), Outcome.WALLET_TERMINATED);
    }

    static Stream<Input.Body> notYet() {
        return Stream.of(
                new Input.Subscribe("p", null),
                new Input.Unsubscribe("p", true),
                new Input.PayInvoice("i", List.of(new Input.InvoiceLine("1", ChargeType.USAGE, null, 5))),
                new Input.VoidInvoicePayment("i"));
    }

    @ParameterizedTest
    @MethodSource("notYet")
    void shouldSayWhatIsNotSupportedYet(Input.Body body) {
        refused(wallet.command(body), Outcome.NOT_SUPPORTED_YET);
    }

    static Stream<Input.Body> creditToTheExpired() {
        return Stream.of(Bodies.topUp("5"), Bodies.grant("5", Pool.PROMOTIONAL), Bodies.adjust("5", Pool.PURCHASED));
    }

    @ParameterizedTest
    @MethodSource("creditToTheExpired")
    void shouldRefuseCreditToAnExpiredWalletUntilItsDateIsMoved(Input.Body body) {
        accepted(wallet.command(Bodies.expireWallet("2026-03-10T00:00:00Z")));
        wallet.at("2026-03-10T00:00:00Z");

        refused(wallet.command(body), Outcome.WALLET_EXPIRED);
        accepted(wallet.command(Bodies.expireWallet("2026-03-20T00:00:00Z")));
        accepted(wallet.command(body));
        assertThat(wallet.available()).isEqualTo("5");
    }
}
