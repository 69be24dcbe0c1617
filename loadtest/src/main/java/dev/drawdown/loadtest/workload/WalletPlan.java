package dev.drawdown.loadtest.workload;

import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wallet of a workload: what it is like, and what has been sent to it that later moves refer to. */
final class WalletPlan {
    final String walletId;
    final String ownerId;
    final Kind kind;
    final List<Lead> leads = new ArrayList<>();
    final List<String> holds = new ArrayList<>();
    int topUps;
    int payments;
    int cardAnswers;
    boolean frozen;

    /** A lead that was delivered. */
    record Lead(String leadId, @Nullable String buyerId) {}

    WalletPlan(String walletId, String ownerId, Kind kind) {
        this.walletId = walletId;
        this.ownerId = ownerId;
        this.kind = kind;
    }

    /** The kinds of wallets that take turns. */
    enum Kind {
        PLAIN,
        WATCHED,
        OVERDRAFT,
        LEADS_ONLY,
        NET_TERMS,
        MANUAL,
        FIXED_ONLY,
        IMPATIENT,
        RECHARGING,
        AHEAD,
        CARD;

        String currency() {
            return this == OVERDRAFT ? "EUR" : "USD";
        }

        WalletSettings settings() {
            WalletSettings.Builder settings = WalletSettings.newBuilder();
            return switch (this) {
                case PLAIN -> settings.build();
                case WATCHED ->
                    settings.setRearmMargin(money("5")).setAlerts(watched()).build();
                case OVERDRAFT ->
                    settings.setFloor(money("-40"))
                            .setOnPaymentFailure("CONTINUE")
                            .setAlerts(rising())
                            .build();
                case LEADS_ONLY ->
                    settings.setCategories(List.of("lead")).setFloor(money("2")).build();
                case NET_TERMS ->
                    settings.setBillingMode("NET_TERMS")
                            .setFloor(money("-300"))
                            .setTermsDays(3)
                            .build();
                case CARD -> settings.setBillingMode("CARD").build();
                case MANUAL -> settings.setBillingMode("MANUAL").build();
                case FIXED_ONLY ->
                    settings.setChargeScope("FIXED").setRearmMargin(money("1")).build();
                case RECHARGING ->
                    settings.setAutoRecharge(recharge("30", "TARGET")
                                    .setTarget(money("80.5"))
                                    .setCooldownSeconds(7_200)
                                    .setMaxPerDay(2)
                                    .build())
                            .build();
                case AHEAD ->
                    settings.setRearmMargin(money("2"))
                            .setAutoRecharge(recharge("15", "FIXED")
                                    .setAmount(money("12.5"))
                                    .setWholeGap(true)
                                    .setMonthlyCap(money("900"))
                                    .setAutoComplete(true)
                                    .build())
                            .build();
                case IMPATIENT ->
                    settings.setAlerts(AlertRules.newBuilder()
                                    .setTimeToEmptyHours(4)
                                    .build())
                            .build();
            };
        }
    }

    private static AutoRecharge.Builder recharge(String threshold, String mode) {
        return AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(money(threshold))
                .setMode(mode)
                .setCollect(mode.equals("TARGET") ? "DIRECT" : "INVOICE");
    }

    private static AlertRules watched() {
        return AlertRules.newBuilder()
                .setInfo(threshold("60", "BELOW"))
                .setWarning(threshold("30", "BELOW"))
                .setInAlarm(threshold("10", "BELOW"))
                .setMargin(money("4"))
                .build();
    }

    private static AlertRules rising() {
        return AlertRules.newBuilder()
                .setInfo(threshold("100", "ABOVE"))
                .setInAlarm(threshold("400", "ABOVE"))
                .build();
    }

    private static AlertThreshold threshold(String value, String direction) {
        return AlertThreshold.newBuilder()
                .setValue(money(value))
                .setDirection(direction)
                .build();
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}
