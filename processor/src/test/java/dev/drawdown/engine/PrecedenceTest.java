package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where several things are wrong with an input, the first in the order of checks is the one given. */
final class PrecedenceTest {
    private static final Price EUROS = new Price("sms", "EUR", BigDecimal.ONE, Price.Tiering.FLAT, List.of(), "v1");

    private final WalletFixture wallet = WalletFixture.funded("100").after(Duration.ofDays(60));

    @Test
    void shouldNameTheMissingIdBeforeTheNegativeAmount() {
        refused(send("", "-1", wallet.now()), Outcome.NO_ID);
    }

    @Test
    void shouldNameTheNegativeAmountBeforeTheConflict() {
        accepted(send("e1", "1", wallet.now()));

        refused(send("e1", "-1", wallet.now()), Outcome.NEGATIVE_AMOUNT);
    }

    @Test
    void shouldNameTheNegativeAmountBeforeTheLateness() {
        refused(send("e1", "-1", 0), Outcome.NEGATIVE_AMOUNT);
    }

    @Test
    void shouldNameTheConflictBeforeTheLateness() {
        accepted(send("e1", "1", wallet.now()));

        refused(send("e1", "1", 0), Outcome.ID_CONFLICT);
    }

    @Test
    void shouldNameTheWrongCurrencyBeforeTheConflictAndTheLateness() {
        accepted(send("e1", "1", wallet.now()));

        refused(sendPriced("e1", EUROS, wallet.now()), Outcome.WRONG_CURRENCY);
        refused(sendPriced("e2", EUROS, 0), Outcome.WRONG_CURRENCY);
    }

    @Test
    void shouldNameTheLatenessBeforeTheMissingWalletAndPrice() {
        WalletFixture none = WalletFixture.none().after(Duration.ofDays(60));

        refused(none.send(Events.usage("e1", "sms", "1", ChargeType.USAGE, 0)), Outcome.TOO_LATE);
        refused(sendPriced("e1", null, 0), Outcome.TOO_LATE);
    }

    @Test
    void shouldNameTheMissingWalletBeforeTheMissingPrice() {
        WalletFixture none = WalletFixture.none();

        refused(
                none.send(new Input.Usage(
                        "e1", "w1", null, "sms", "m", BigDecimal.ONE, null, null, ChargeType.USAGE, none.now())),
                Outcome.NO_WALLET);
    }

    @Test
    void shouldNameTheMissingPriceBeforeTheTermination() {
        accepted(wallet.command(Bodies.terminate()));

        refused(sendPriced("e1", null, wallet.now()), Outcome.NO_PRICE);
    }

    @Test
    void shouldNameTheTerminationBeforeWhatTheCommandLacks() {
        accepted(wallet.command(Bodies.terminate()));

        refused(wallet.command(Bodies.deduct("1000")), Outcome.WALLET_TERMINATED);
        refused(wallet.command(Bodies.capture("nothing", null)), Outcome.WALLET_TERMINATED);
        refused(wallet.command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC)), Outcome.WALLET_TERMINATED);
    }

    @Test
    void shouldNameTheFreezeBeforeTheMissingMoney() {
        accepted(wallet.command(Bodies.freeze()));

        refused(wallet.command(Bodies.deduct("1000")), Outcome.WALLET_FROZEN);
        refused(wallet.command(Bodies.hold("h", "1000")), Outcome.WALLET_FROZEN);
        refused(wallet.command(Bodies.topUp("5", WalletSettings.Collect.CARD)), Outcome.WALLET_FROZEN);
        refused(wallet.command(new Input.ChargeCard(5, "x", null)), Outcome.WALLET_FROZEN);
    }

    @Test
    void shouldNameTheExpiredWalletBeforeTheExpiryOfTheCredit() {
        accepted(wallet.command(Bodies.expireWallet("2026-05-10T00:00:00Z")));
        wallet.at("2026-05-11T00:00:00Z");

        refused(wallet.command(Bodies.topUp("5", "0", "2026-05-01T00:00:00Z")), Outcome.WALLET_EXPIRED);
    }

    private Decision send(String id, String amount, long claimedAtMillis) {
        return wallet.send(Events.usage(id, "sms", amount, ChargeType.USAGE, claimedAtMillis));
    }

    private Decision sendPriced(String id, @Nullable Price price, long claimedAtMillis) {
        return wallet.send(new Input.Usage(
                id, "w1", null, "sms", "m", BigDecimal.ONE, null, price, ChargeType.USAGE, claimedAtMillis));
    }
}
