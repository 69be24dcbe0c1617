package dev.drawdown.topology.state;

import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Pace;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.Payments;
import dev.drawdown.engine.Purpose;
import dev.drawdown.engine.RechargeHabit;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletStatus;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What is stored in {@code wallet-v2.bin}: a wallet with payments of every kind, which the first version had not. */
final class VersionTwo {
    private static final long AT = VersionOne.AT;

    private VersionTwo() {}

    static Wallet wallet() {
        return wallet("v2", WalletSettings.DEFAULT, Wallet.NEVER, Pace.NONE, RechargeHabit.NONE, 0, 0);
    }

    /** The same as the third version keeps it: with the end of a period. */
    static Wallet inVersionThree() {
        return wallet("v3", WalletSettings.DEFAULT, AT + 1_000, Pace.NONE, RechargeHabit.NONE, 0, 0);
    }

    /** The same as the fourth version keeps it: with how it spends and recharges, and what is disputed. */
    static Wallet inVersionFour() {
        return inVersionFour("v4", WalletSettings.DEFAULT, 0);
    }

    /** The same as the fifth version keeps it: with what is gathered for a card. */
    static Wallet inVersionFive() {
        return inVersionFour("v5", WalletSettings.DEFAULT, 350_001);
    }

    /** The same as the sixth version keeps it, with settings of which each has a value: their length stands in front. */
    static Wallet inVersionSix() {
        return inVersionFour("v6", VersionOne.settings(), 350_001);
    }

    private static Wallet inVersionFour(String walletId, WalletSettings settings, long gatheredMicros) {
        return wallet(
                walletId,
                settings,
                AT + 1_000,
                new Pace(AT + 60_000, -30_000_000, 12_500_000, 77, true),
                new RechargeHabit(3, true, AT + 86_400_000, 150_000_000, 40_000_000, 9, true),
                2,
                gatheredMicros);
    }

    private static Wallet wallet(
            String walletId,
            WalletSettings settings,
            long periodEndsAtMillis,
            Pace pace,
            RechargeHabit habit,
            int disputes,
            long gatheredMicros) {
        return new Wallet(
                walletId,
                "owner",
                null,
                "USD",
                1_000_000,
                ZoneOffset.UTC,
                WalletStatus.ACTIVE,
                settings,
                1,
                AT - 1_000,
                AT,
                Wallet.NEVER,
                0,
                0,
                0,
                0,
                50_000_000,
                3,
                1,
                List.of(),
                List.of(),
                null,
                new Gate(Gate.State.PAUSED, Gate.Reason.PAYMENT_FAILED, AT - 200),
                true,
                false,
                Map.of(),
                null,
                pace,
                new Payments(
                        List.of(payment(Purpose.TOP_UP, Status.WAITING, null)),
                        List.of(payment(Purpose.AUTO_RECHARGE, Status.PAID, null)),
                        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L),
                        true,
                        true,
                        new Recharging(AT - 5, AT + 5, 2, AT + 6, 70_000_000, 5, AT + 7, habit),
                        periodEndsAtMillis,
                        disputes,
                        gatheredMicros),
                AT + 300);
    }

    /** A receipt of a lead that a card pays, as it is kept from the fifth version on. */
    static Memo.Receipt receiptOnCard() {
        return new Memo.Receipt(WalletStoreTest.fingerprint(7), AT, 41, List.of(), 0, 0, false, 8, 12_500_000);
    }

    static List<Memo> memos() {
        return List.of(new Memo.PastPayment(
                WalletStoreTest.fingerprint(6), AT, payment(Purpose.REFUND, Status.ENDED, "v2/TOP_UP/1")));
    }

    private static Payment payment(Purpose purpose, Status status, @org.jspecify.annotations.Nullable String refundOf) {
        return new Payment(
                purpose,
                2,
                new Payment.Terms(
                        Collect.INVOICE,
                        50_000_000,
                        49_995_000,
                        "buyer",
                        "order 9",
                        "input-1",
                        "Setup fee",
                        1_000_000,
                        AT + 900,
                        refundOf,
                        AT - 100,
                        AT + 800,
                        new Payment.Trigger(-3, 4)),
                new Payment.Progress(status, 3, true, true, true, 2, 1, true, AT + 300),
                new Payment.Proceeds(1, 2, 50_000_000, 4, 5, true));
    }
}
