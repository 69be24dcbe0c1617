package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two commands under one id conflict by whichever field they differ in. */
final class CommandConflictTest {
    private static final String DAY = "2026-06-01T00:00:00Z";
    private static final String NEXT_DAY = "2026-06-02T00:00:00Z";

    record Pair(Input.Body first, Input.Body second) {}

    private static Pair pair(Input.Body first, Input.Body second) {
        return new Pair(first, second);
    }

    static Stream<Pair> pairs() {
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        return Stream.of(
                pair(Bodies.topUp("5", "0", null), Bodies.topUp("6", "0", null)),
                pair(Bodies.topUp("5", "1", null), Bodies.topUp("5", "2", null)),
                pair(Bodies.topUp("5", "1", DAY), Bodies.topUp("5", "1", NEXT_DAY)),
                pair(Bodies.topUp("5", "1", DAY), Bodies.topUp("5", "1", null)),
                pair(Bodies.topUp("5", Collect.RECORDED), Bodies.topUp("5", Collect.CARD)),
                pair(topUp("p1", "r"), topUp("p2", "r")),
                pair(topUp("p1", "r"), topUp("p1", "s")),
                pair(topUp(null, "r"), topUp("r", null)),
                pair(Bodies.grant("5", Pool.PROMOTIONAL), Bodies.grant("6", Pool.PROMOTIONAL)),
                pair(Bodies.grant("5", Pool.PROMOTIONAL), Bodies.grant("5", Pool.PLAN)),
                pair(Bodies.grant("5", Pool.PLAN, 40, null), Bodies.grant("5", Pool.PLAN, null, null)),
                pair(Bodies.grant("5", Pool.PLAN, 1, DAY), Bodies.grant("5", Pool.PLAN, 1, NEXT_DAY)),
                pair(Bodies.grant("5", Pool.PLAN, 1, DAY, sms), Bodies.grant("5", Pool.PLAN, 1, DAY, Scope.ALL)),
                pair(Bodies.grantFrom(DAY, null, "5", Pool.PLAN), Bodies.grantFrom(NEXT_DAY, null, "5", Pool.PLAN)),
                pair(grantFor("a"), grantFor("b")),
                pair(Bodies.deduct("5"), Bodies.deduct("6")),
                pair(new Input.Deduct(5, false, "a"), new Input.Deduct(5, false, "b")),
                pair(new Input.Deduct(5, false, "a"), new Input.Deduct(5, true, "a")),
                pair(Bodies.adjust("5", Pool.PLAN), Bodies.adjust("6", Pool.PLAN)),
                pair(Bodies.adjust("5", Pool.PLAN), Bodies.adjust("5", Pool.PURCHASED)),
                pair(Bodies.adjust("5", Pool.PLAN, 1L), Bodies.adjust("5", Pool.PLAN, null)),
                pair(new Input.Adjust(5, Pool.PLAN, "a", null), new Input.Adjust(5, Pool.PLAN, "b", null)),
                pair(Bodies.amend("T1", DAY, 3), Bodies.amend("T1", DAY, 4)),
                pair(Bodies.amend("T1", DAY, 3), Bodies.amend("T1", NEXT_DAY, 3)),
                pair(Bodies.amend("T1", DAY, 3), Bodies.amend("T2", DAY, 3)),
                pair(Bodies.hold("h", "5"), Bodies.hold("i", "5")),
                pair(Bodies.hold("h", "5"), Bodies.hold("h", "6")),
                pair(Bodies.hold("h", "5"), Bodies.holdWithOverage("h", "5")),
                pair(Bodies.hold("h", "5"), Bodies.hold("h", "5", ChargeType.FIXED, "lead")),
                pair(Bodies.hold("h", "5"), Bodies.hold("h", "5", ChargeType.USAGE, "sms")),
                pair(
                        new Input.PlaceHold("h", 5, ChargeType.USAGE, null, 60, false),
                        new Input.PlaceHold("h", 5, ChargeType.USAGE, null, 61, false)),
                pair(Bodies.freeze(), new Input.FreezeWallet("other")),
                pair(Bodies.freeze(), Bodies.terminate()),
                pair(new Input.TerminateWallet("a"), new Input.TerminateWallet("b")),
                pair(
                        new Input.ConfigureWallet(null, null, "a", null, null),
                        new Input.ConfigureWallet(null, null, "b", null, null)),
                pair(
                        new Input.ConfigureWallet(null, null, "a", null, "{a}"),
                        new Input.ConfigureWallet(null, null, "a", null, "{b}")),
                pair(
                        new Input.ConfigureWallet(null, null, "a", null, null),
                        new Input.ConfigureWallet(null, null, "a", 1, null)),
                pair(
                        new Input.ConfigureWallet(null, null, "a", null, "a"),
                        new Input.ConfigureWallet(null, null, "a", null, null)),
                pair(Bodies.expireWallet(DAY), Bodies.expireWallet(NEXT_DAY)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldTellCommandsApartByEachField(Pair pair) {
        WalletFixture wallet = WalletFixture.funded("100");
        wallet.topUp("100");
        accepted(wallet.command("c1", pair.first()));

        refused(wallet.command("c1", pair.second()), Outcome.ID_CONFLICT);
        assertThat(wallet.command("c1", pair.first()).outcome()).isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void shouldKnowAChangeAgainThatIsMadeAnewFromOtherRules() {
        WalletFixture wallet = WalletFixture.opened();
        WalletSettings other = SettingsDraft.settings().floor("1").done();
        accepted(wallet.command("c1", new Input.ConfigureWallet(WalletSettings.DEFAULT, null, "a", 1, "{a}")));
        accepted(wallet.command("c2", new Input.ConfigureWallet(other, null, null, 2, "{b}")));

        Decision again = wallet.command("c1", new Input.ConfigureWallet(other, null, "a", 3, "{a}"));

        assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(wallet.wallet().configVersion()).isEqualTo(3);
    }

    @Test
    void shouldTellCapturesAndReleasesApart() {
        WalletFixture wallet = WalletFixture.funded("100");
        accepted(wallet.command(Bodies.hold("h", "10")));
        accepted(wallet.command(Bodies.hold("i", "10")));
        accepted(wallet.command("c1", Bodies.capture("h", "5")));
        accepted(wallet.command("c2", Bodies.release("i")));

        refused(wallet.command("c1", Bodies.capture("h", "6")), Outcome.ID_CONFLICT);
        refused(wallet.command("c1", Bodies.capture("h", null)), Outcome.ID_CONFLICT);
        refused(wallet.command("c1", Bodies.capture("i", "5")), Outcome.ID_CONFLICT);
        refused(wallet.command("c1", Bodies.release("h")), Outcome.ID_CONFLICT);
        refused(wallet.command("c2", Bodies.release("h")), Outcome.ID_CONFLICT);
    }

    static Stream<WalletSettings> otherSettings() {
        RechargeRule rule = new RechargeRule(
                true, 1, RechargeRule.Mode.FIXED, 500_000L, null, false, 0, null, null, Collect.DIRECT, false);
        Budget budget = new Budget("app", null, 5, Budget.OnReached.ALERT);
        return Stream.of(
                        SettingsDraft.settings().floor("1"),
                        SettingsDraft.settings().rearm("1"),
                        SettingsDraft.settings().scope(Scope.Charges.USAGE),
                        SettingsDraft.settings().scope(Scope.Charges.ALL, "sms"),
                        SettingsDraft.settings().mode(WalletSettings.BillingMode.MANUAL),
                        SettingsDraft.settings().onFailure(WalletSettings.OnPaymentFailure.CONTINUE),
                        SettingsDraft.settings().below("3", null, null),
                        SettingsDraft.settings().above("3", null, null),
                        SettingsDraft.settings().below(null, "3", null),
                        SettingsDraft.settings().below("3", null, null).margin("1"),
                        SettingsDraft.settings().timeToEmpty(5),
                        SettingsDraft.settings().recharge(rule),
                        SettingsDraft.settings().budgets(budget))
                .map(SettingsDraft::done);
    }

    @ParameterizedTest
    @MethodSource("otherSettings")
    void shouldTellOpeningsApartByTheirSettings(WalletSettings other) {
        WalletFixture wallet = WalletFixture.opened();
        refused(wallet.command(WalletFixture.OPENING, Bodies.open(other, ZoneOffset.UTC)), Outcome.ID_CONFLICT);

        accepted(wallet.command("c1", new Input.ConfigureWallet(WalletSettings.DEFAULT, null, null, null, null)));
        refused(wallet.command("c1", new Input.ConfigureWallet(other, null, null, null, null)), Outcome.ID_CONFLICT);
    }

    @Test
    void shouldNotTakeTheOwnersZoneForAPartOfTheCommand() {
        WalletFixture wallet = WalletFixture.opened();

        Decision again =
                wallet.command(WalletFixture.OPENING, Bodies.open(WalletSettings.DEFAULT, ZoneId.of("Asia/Tokyo")));

        assertThat(again.outcome())
                .as("the zone is the owner's and may have changed since")
                .isEqualTo(Outcome.DUPLICATE);
    }

    private static Input.TopUp topUp(@Nullable String payer, @Nullable String reference) {
        return new Input.TopUp(5, Collect.RECORDED, payer, reference, 0, null);
    }

    private static Input.Grant grantFor(String reason) {
        return new Input.Grant(5, Pool.PROMOTIONAL, null, null, null, null, reason);
    }
}
