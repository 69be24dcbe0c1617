package dev.drawdown.topology.state;

import dev.drawdown.engine.BurnRate;
import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Hold;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Pace;
import dev.drawdown.engine.Payments;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.Slice;
import dev.drawdown.engine.Tranche;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletStatus;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What is stored in {@code wallet-v1.bin}: a wallet with something in every field. */
final class VersionOne {
    static final long AT = 1_772_000_000_000L;
    private static final Scope SMS = new Scope(Scope.Charges.USAGE, List.of("sms", "é"));

    private VersionOne() {}

    static Wallet wallet() {
        return new Wallet(
                "v1",
                "owner",
                "Kärnten",
                "EUR",
                5_000_000,
                ZoneId.of("Europe/Vienna"),
                WalletStatus.FROZEN,
                settings(),
                3,
                AT - 1_000,
                AT,
                AT + 1_000_000,
                60_000_000,
                5_000_000,
                7_000_000,
                9_000_000,
                11_000_000,
                42,
                4,
                List.of(
                        new Tranche(
                                2,
                                Pool.PROMOTIONAL,
                                20_000_000,
                                10_000_000,
                                5_000_000,
                                40,
                                AT - 500,
                                AT + 500,
                                SMS,
                                "grant-1",
                                true),
                        new Tranche(
                                4,
                                Pool.PURCHASED,
                                50_000_000,
                                50_000_000,
                                0,
                                50,
                                AT - 400,
                                Wallet.NEVER,
                                Scope.ALL,
                                "top-up-1",
                                false)),
                List.of(new Hold(
                        "hold-1", 5_000_000, ChargeType.USAGE, "sms", AT - 300, AT + 300, true, List.of(slice()))),
                Level.WARNING,
                new Gate(Gate.State.PAUSED, Gate.Reason.FROZEN, AT - 200),
                true,
                true,
                Map.of("tokens", -123_456_789_012_345L),
                new BurnRate(5_906_666, new long[] {1, 0, 3_000_000, 0, 0, 0, 0, 0, 0, 0, 0, 12}),
                Pace.NONE,
                Payments.NONE,
                AT + 300);
    }

    static List<Memo> memos() {
        return List.of(
                new Memo.Accepted(WalletStoreTest.fingerprint(1), AT - 3, 0x1234_5678_9abc_def0L, null),
                new Memo.Accepted(
                        WalletStoreTest.fingerprint(2),
                        AT - 2,
                        -1,
                        new Memo.Answer(Outcome.ACCEPTED, "Topped up.", 48_000_000, 41)),
                new Memo.Receipt(
                        WalletStoreTest.fingerprint(3), AT - 1, 40, List.of(slice()), 2_000_000, 1, true, 0, 0),
                new Memo.EndedHold(WalletStoreTest.fingerprint(4), AT, Memo.HoldEnd.RELEASED, 0));
    }

    /** What {@code wallet-v1-amended.bin} remembers of the same wallet: a kind of memo that came later. */
    static Memo.Amendment amendment() {
        return new Memo.Amendment(WalletStoreTest.fingerprint(5), AT, 7, AT + 500);
    }

    private static Slice slice() {
        return new Slice(2, 5_000_000, Pool.PROMOTIONAL, 40, AT + 500, SMS, "grant-1");
    }

    static WalletSettings settings() {
        return new WalletSettings(
                SMS,
                60,
                WalletSettings.BillingMode.NET_TERMS,
                WalletSettings.OnPaymentFailure.CONTINUE,
                false,
                -100_000_000,
                1_000_000,
                14,
                new WalletSettings.AlertRules(
                        new WalletSettings.Threshold(30_000_000, WalletSettings.Direction.BELOW),
                        new WalletSettings.Threshold(20_000_000, WalletSettings.Direction.BELOW),
                        null,
                        500_000,
                        24),
                new WalletSettings.RechargeRule(
                        true,
                        10_000_000,
                        WalletSettings.RechargeRule.Mode.TARGET,
                        null,
                        100_000_000L,
                        true,
                        60,
                        5,
                        1_000_000_000L,
                        WalletSettings.Collect.INVOICE,
                        true),
                List.of(new WalletSettings.Budget("app", null, 1_000_000_000, WalletSettings.Budget.OnReached.BLOCK)));
    }
}
