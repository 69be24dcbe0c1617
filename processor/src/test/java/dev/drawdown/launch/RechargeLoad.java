package dev.drawdown.launch;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.wire.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Wallets with a rule that recharges them, and usage that keeps coming: hundreds of debits and a few recharges a second. */
final class RechargeLoad implements AutoCloseable {
    static final int WALLETS = 24;
    static final long THRESHOLD_MICROS = 10_000_000;
    private static final long STEP_MICROS = 25_000_000;
    static final String USAGE = "usage-";
    static final long USAGE_MICROS = 200_000;
    private static final int USAGES_AT_ONCE = 5;
    private static final long PAUSE_MILLIS = 10;

    private final Topics topics = Topics.unprefixed();
    private final Producer<String, SpecificRecord> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SplittableRandom random = new SplittableRandom(11);
    private final AtomicLong sent = new AtomicLong();

    RechargeLoad(String bootstrap, Map<String, String> registry) {
        AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        values.configure(registry, false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.idempotence", true), new StringSerializer(), values);
    }

    void open(CustomerGateway customers) {
        DemoCards cards = new DemoCards(customers);
        for (int i = 0; i < WALLETS; i++) {
            String ownerId = "owner-" + i;
            send(
                    topics.ownerCommands.name(),
                    ownerId,
                    OwnerCommand.newBuilder()
                            .setCommandId("cards")
                            .setOwnerId(ownerId)
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(cards.save(ownerId, "Company " + i, List.of("pm_card_visa")))
                            .build());
            send(topics.walletCommands.name(), wallet(i), opening(wallet(i), ownerId));
        }
        producer.flush();
    }

    private static WalletCommand opening(String walletId, String ownerId) {
        AutoRecharge rule = AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(Money.decimal(THRESHOLD_MICROS))
                .setMode("FIXED")
                .setCollect("DIRECT")
                .setAmount(Money.decimal(STEP_MICROS))
                .build();
        return WalletCommand.newBuilder()
                .setCommandId("open")
                .setWalletId(walletId)
                .setIssuedBy("test")
                .setIssuedAt(Instant.now())
                .setBody(OpenWallet.newBuilder()
                        .setOwnerId(ownerId)
                        .setCurrency("USD")
                        .setSettings(WalletSettings.newBuilder()
                                .setAutoRecharge(rule)
                                .build())
                        .build())
                .build();
    }

    /** Sends usage until it is stopped. */
    void start() {
        var _ = timer.scheduleAtFixedRate(this::use, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void use() {
        for (int i = 0; i < USAGES_AT_ONCE; i++) {
            String walletId = wallet(random.nextInt(WALLETS));
            send(
                    topics.usageEvents.name(),
                    walletId,
                    UsageEvent.newBuilder()
                            .setEventId(USAGE + sent.incrementAndGet())
                            .setWalletId(walletId)
                            .setCategory("sms")
                            .setAmount(Money.decimal(USAGE_MICROS))
                            .setOccurredAt(Instant.now())
                            .build());
        }
    }

    private void send(String topic, String key, SpecificRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
    }

    private static String wallet(int number) {
        return "wallet-" + number;
    }

    /** Stops, and returns how many usages there were in all. */
    long stop() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("Expected the load to stop, but it went on");
        }
        producer.flush();
        return sent.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close();
    }
}
