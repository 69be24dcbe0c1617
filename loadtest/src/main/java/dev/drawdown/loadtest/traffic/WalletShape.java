package dev.drawdown.loadtest.traffic;

import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What every wallet is like: three tranches, and every rule that there is to watch them. */
final class WalletShape {
    private static final int MICRO_SCALE = 6;
    private static final Duration EXPIRY = Duration.ofDays(300);
    private static final int WALLETS_PER_OWNER = 4;

    /** What it is opened with, and what top-ups bring it back to. */
    static final long FULL_MICROS = 100_000_000;

    /** Where the alert levels lie, the last a little below nothing: owed, depleted, the gate paused. */
    static final List<Long> CROSSINGS_MICROS = List.of(60_000_000L, 30_000_000L, 10_000_000L, -5_000_000L);

    private static final WalletSettings SETTINGS = WalletSettings.newBuilder()
            .setRearmMargin(money(5_000_000))
            .setAlerts(AlertRules.newBuilder()
                    .setInfo(below(0))
                    .setWarning(below(1))
                    .setInAlarm(below(2))
                    .setMargin(money(2_000_000))
                    .setTimeToEmptyHours(2)
                    .build())
            .setAutoRecharge(AutoRecharge.newBuilder()
                    .setEnabled(true)
                    .setThreshold(money(20_000_000))
                    .setMode("FIXED")
                    .setAmount(money(50_000_000))
                    .setCooldownSeconds(60)
                    .setCollect("DIRECT")
                    .build())
            .build();

    private WalletShape() {}

    private static AlertThreshold below(int level) {
        return AlertThreshold.newBuilder()
                .setValue(money(CROSSINGS_MICROS.get(level)))
                .setDirection("BELOW")
                .build();
    }

    static BigDecimal money(long micros) {
        return BigDecimal.valueOf(micros, MICRO_SCALE);
    }

    /** The command that opens it: purchased, free with the purchase, and free without end. */
    static WalletCommand opening(TrafficPlan plan, int number, Instant at) {
        OpenWallet open = OpenWallet.newBuilder()
                .setOwnerId(plan.name() + "-o" + number / WALLETS_PER_OWNER)
                .setCurrency("USD")
                .setSettings(SETTINGS)
                .setTopUp(TopUp.newBuilder()
                        .setAmount(money(60_000_000))
                        .setCollect("RECORDED")
                        .setReference("opening")
                        .setFreeAmount(money(25_000_000))
                        .setExpiresAt(at.plus(EXPIRY))
                        .build())
                .setFreeAmount(money(15_000_000))
                .build();
        return command(plan.walletId(number), "open", at, open);
    }

    static WalletCommand command(String walletId, String id, Instant at, Object body) {
        return WalletCommand.newBuilder()
                .setCommandId(id)
                .setWalletId(walletId)
                .setIssuedBy("loadtest")
                .setIssuedAt(at)
                .setBody(body)
                .build();
    }
}
