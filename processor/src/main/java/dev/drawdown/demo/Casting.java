package dev.drawdown.demo;

import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.Scope;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Describes one wallet of the cast, a trait at a time. */
final class Casting {
    private final String id;
    private final String name;
    private final DemoOwner owner;
    private final Trade trade;
    /** Midnight of the day: expiries that hang on it are the same again after a restart on that day. */
    private final Instant today;

    private final WalletSettings.Builder settings = WalletSettings.newBuilder();
    private final TopUp.Builder topUp;
    private final List<Grant> grants = new ArrayList<>();
    private List<String> buyers;
    private double pace = 1;
    private boolean strict;
    private List<String> cards = List.of();
    private BigDecimal free = micros("0");
    private BigDecimal creditValue = micros("1");
    private BigDecimal refill = micros("100");
    private Duration patience = Duration.ofSeconds(12);

    Casting(String id, String name, DemoOwner owner, Trade trade, Instant now) {
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.trade = trade;
        this.buyers = List.of(id);
        this.today = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
        this.topUp = TopUp.newBuilder()
                .setAmount(micros("0"))
                .setCollect("RECORDED")
                .setReference("opening transfer of " + owner.company());
    }

    static BigDecimal micros(String amount) {
        return new BigDecimal(amount).setScale(6);
    }

    Casting pace(double eventsPerSecond) {
        pace = eventsPerSecond;
        return this;
    }

    Casting opensWith(String amount) {
        topUp.setAmount(micros(amount));
        return this;
    }

    Casting expiringInDays(int days) {
        topUp.setExpiresAt(inDays(days));
        return this;
    }

    Casting withFree(String amount) {
        free = micros(amount);
        return this;
    }

    Casting granted(String amount, int expiresInDays, int priority, String... categories) {
        grants.add(Grant.newBuilder()
                .setAmount(micros(amount))
                .setPriority(priority)
                .setExpiresAt(inDays(expiresInDays))
                .setScope(Scope.newBuilder()
                        .setChargeScope("USAGE")
                        .setCategories(List.of(categories))
                        .build())
                .setReason("welcome credit")
                .build());
        return this;
    }

    Casting refills(String amount, int afterSeconds) {
        refill = micros(amount);
        patience = Duration.ofSeconds(afterSeconds);
        return this;
    }

    /** A rule that recharges by itself, and the cards that it is paid with: the default, then the backup. */
    Casting recharges(String threshold, String amount, String... testCards) {
        settings.setAutoRecharge(AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(micros(threshold))
                .setMode("FIXED")
                .setCollect("DIRECT")
                .setAmount(micros(amount))
                .build());
        cards = List.of(testCards);
        return this;
    }

    Casting alerts(String info, String warning, String inAlarm, String margin) {
        settings.setAlerts(AlertRules.newBuilder()
                .setInfo(below(info))
                .setWarning(below(warning))
                .setInAlarm(below(inAlarm))
                .setMargin(micros(margin))
                .build());
        return this;
    }

    Casting continuesWhenEmpty() {
        settings.setOnPaymentFailure("CONTINUE");
        return this;
    }

    Casting billed(String mode, String floor) {
        settings.setBillingMode(mode);
        return floor(floor, "0");
    }

    Casting floor(String floor, String rearmMargin) {
        settings.setFloor(micros(floor)).setRearmMargin(micros(rearmMargin));
        return this;
    }

    Casting paysOnly(String chargeScope, String... categories) {
        settings.setChargeScope(chargeScope).setCategories(List.of(categories));
        return this;
    }

    Casting boughtBy(String... names) {
        buyers = List.of(names);
        return this;
    }

    Casting againstHolds() {
        strict = true;
        return this;
    }

    Casting creditsWorth(String value) {
        creditValue = micros(value);
        return this;
    }

    DemoWallet wallet() {
        OpenWallet.Builder opening = OpenWallet.newBuilder()
                .setOwnerId(owner.id())
                .setName(name)
                .setCurrency(owner.currency())
                .setCreditValue(creditValue)
                .setSettings(settings.build());
        if (topUp.getAmount().signum() > 0) {
            opening.setTopUp(topUp.build());
        }
        if (free.signum() > 0) {
            opening.setFreeAmount(free);
        }
        return new DemoWallet(id, owner, trade, pace, buyers, strict, refill, patience, opening.build(), grants, cards);
    }

    private Instant inDays(int days) {
        return today.plus(Duration.ofDays(days));
    }

    private static AlertThreshold below(String value) {
        return AlertThreshold.newBuilder()
                .setValue(micros(value))
                .setDirection("BELOW")
                .build();
    }
}
