package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Wallets with purchased and free credit, a top-up by card that every other one has paid, recharges for a third; usage that runs
 * some of them dry, leads of which every fourth is returned.
 */
final class Workload {
    private static final int WALLETS = 300;
    private static final int EVENTS_PER_LEAD = 20;
    private static final long SEED = 20261121;
    private static final String[] CATEGORIES = {"sms", "email", "call", "agent"};
    private static final String[] CHANNELS = {"search", "social", "naïve ☕"};

    private final Topics topics;
    private final Wire wire;
    private final int events;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Instant now = Instant.now();
    private int sent;

    Workload(Topics topics, Wire wire, int events) {
        this.topics = topics;
        this.wire = wire;
        this.events = events;
    }

    /** Opens the wallets, and waits until they are open: only so many events may wait for a wallet. */
    void open(Duration limit) throws Exception {
        for (int wallet = 0; wallet < WALLETS; wallet++) {
            open("w-" + wallet, wallet % 3 == 0 ? recharge() : null);
            topUpByCard("w-" + wallet, wallet % 2 == 0);
        }
        wire.flush();
        Await.until(
                WALLETS + " wallets",
                limit,
                () -> wire.read(topics.walletBalances).stream()
                                .map(WalletBalance::getWalletId)
                                .distinct()
                                .count()
                        == WALLETS);
    }

    /** Sends all that happens to them; returns how many inputs each have an entry in the end. */
    int send() {
        for (int event = 0; event < events; event++) {
            String wallet = "w-" + random.nextInt(WALLETS);
            if (event % EVENTS_PER_LEAD == 0) {
                lead(wallet, event);
            } else {
                use(wallet, event);
            }
        }
        wire.flush();
        return sent;
    }

    private static AutoRecharge recharge() {
        return AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(money(150_000_000))
                .setMode("FIXED")
                .setAmount(money(200_000_000))
                .setCollect("DIRECT")
                .setAutoComplete(true)
                .build();
    }

    private void open(String wallet, @Nullable AutoRecharge recharge) {
        command(
                "open-" + wallet,
                wallet,
                OpenWallet.newBuilder()
                        .setOwnerId("owner-" + wallet.hashCode() % 10)
                        .setCurrency("USD")
                        .setSettings(WalletSettings.newBuilder()
                                .setAlerts(AlertRules.newBuilder()
                                        .setWarning(AlertThreshold.newBuilder()
                                                .setValue(money(100_000_000))
                                                .setDirection("BELOW")
                                                .build())
                                        .build())
                                .setAutoRecharge(recharge)
                                .build())
                        .setTopUp(TopUp.newBuilder()
                                .setAmount(money(400_000_000))
                                .setCollect("RECORDED")
                                .setReference("wire " + wallet)
                                .build())
                        .setFreeAmount(money(20_000_000))
                        .build());
    }

    private void topUpByCard(String wallet, boolean isPaid) {
        command(
                "card-" + wallet,
                wallet,
                TopUp.newBuilder()
                        .setAmount(money(25_000_000))
                        .setCollect("CARD")
                        .build());
        if (isPaid) {
            command(
                    "paid-" + wallet,
                    wallet,
                    RecordPayment.newBuilder()
                            .setRequestId(wallet + "/TOP_UP/1")
                            .setAttempt(1)
                            .setStatus("SUCCEEDED")
                            .setAmount(money(25_000_000))
                            .setAt(now)
                            .build());
        }
    }

    private void command(String id, String wallet, SpecificRecord body) {
        offer(
                topics.walletCommands,
                wallet,
                WalletCommand.newBuilder()
                        .setCommandId(id)
                        .setWalletId(wallet)
                        .setIssuedBy("test")
                        .setIssuedAt(now)
                        .setBody(body)
                        .build());
    }

    private void use(String wallet, int event) {
        offer(
                topics.usageEvents,
                wallet,
                UsageEvent.newBuilder()
                        .setEventId("u-" + event)
                        .setWalletId(wallet)
                        .setAppId("app-" + event % 3)
                        .setCategory(CATEGORIES[event % CATEGORIES.length])
                        .setQuantity(BigDecimal.valueOf(1 + event % 5).setScale(18))
                        .setAmount(money(1 + random.nextInt(1_000_000)))
                        .setOccurredAt(now)
                        .build());
    }

    /** The return follows its delivery in the same topic, by the same key. */
    private void lead(String wallet, int event) {
        String lead = "l-" + event;
        offer(
                topics.leadEvents,
                wallet,
                lead(wallet, lead, "DELIVERED", "d-" + event)
                        .setPrice(money(5_000_000))
                        .setChannel(CHANNELS[random.nextInt(CHANNELS.length)])
                        .build());
        if (random.nextInt(4) == 0) {
            offer(
                    topics.leadEvents,
                    wallet,
                    lead(wallet, lead, "RETURNED", "r-" + event).build());
        }
    }

    private LeadEvent.Builder lead(String wallet, String lead, String kind, String id) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(wallet)
                .setLeadId(lead)
                .setKind(kind)
                .setBuyerId("buyer")
                .setOccurredAt(now);
    }

    private <V extends SpecificRecord> void offer(Topic<V> topic, String wallet, V value) {
        wire.offer(topic, wallet, value);
        sent++;
    }

    private static BigDecimal money(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }
}
