package dev.drawdown.demo;

import dev.drawdown.demo.screen.LagProbe;
import dev.drawdown.demo.screen.Roster;
import dev.drawdown.demo.screen.Scoreboard;
import dev.drawdown.demo.screen.ScreenFeed;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDeserializer;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A running demo beside a running Drawdown: its world, its traffic, and the scoreboard that watches both. */
public final class DemoRun implements AutoCloseable {
    /** Events a second, lively enough for a demo. */
    public static final int USUAL_RATE = DemoWorld.BASE_RATE;

    private static final long CLOSE_MILLIS = 1_000;

    private final Surroundings surroundings;
    private final Scoreboard scoreboard;
    private final ScreenFeed feed;
    private final LagProbe lag;
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Outbox outbox;
    private @Nullable Router router;
    private @Nullable TrafficLoop loop;

    /**
     * What the demo runs beside.
     *
     * @param group the processor's consumer group, whose lag is shown
     * @param duplicatesIgnored how many events the processor has recognised as sent before
     * @param cards where the companies save their cards
     */
    public record Surroundings(
            String bootstrap,
            String registryUrl,
            Topics topics,
            String group,
            LongSupplier duplicatesIgnored,
            CardDesk cards,
            Clock clock) {}

    private DemoRun(Surroundings surroundings, DemoWorld world, TrafficCounts counts) {
        this.surroundings = surroundings;
        this.scoreboard =
                new Scoreboard(surroundings.clock().instant(), roster(world), counts, surroundings.duplicatesIgnored());
        this.feed = new ScreenFeed(
                consumer("demo-screen"), values(), surroundings.topics(), scoreboard, surroundings.clock());
        this.lag = new LagProbe(surroundings.bootstrap(), surroundings.group(), surroundings.topics(), scoreboard::lag);
    }

    /**
     * Starts to watch, and if wanted opens the world and starts its traffic. The topics must be there.
     *
     * @param perSecond how many events are sent, 0 for no traffic and no world
     */
    public static DemoRun start(Surroundings surroundings, int perSecond, long seed) {
        Instant now = surroundings.clock().instant();
        DemoWorld world = new DemoWorld(surroundings.topics(), now);
        TrafficCounts counts = new TrafficCounts();
        DemoRun run = new DemoRun(surroundings, world, counts);
        try {
            run.feed.begin();
            run.begin("demo-feed", run.feed);
            run.begin("demo-lag", run.lag);
            if (perSecond > 0) {
                run.open(world, counts, now, perSecond, seed);
            }
        } catch (RuntimeException failure) {
            run.close();
            throw failure;
        }
        return run;
    }

    private void open(DemoWorld world, TrafficCounts counts, Instant now, int perSecond, long seed) {
        Topics topics = surroundings.topics();
        GateTable gates = new GateTable();
        Outbox sender = new Outbox(surroundings.bootstrap(), surroundings.registryUrl());
        outbox = sender;
        Router watcher = new Router(consumer("demo-router"), values(), topics, gates);
        router = watcher;
        watcher.begin();
        begin("demo-router", watcher);
        sender.send(world.catalog());
        sender.send(world.openings(walletId -> !gates.knows(walletId), surroundings.cards()));
        sender.flush();
        DemoTraffic traffic =
                new DemoTraffic(topics, world, gates, new RunIds(now), new SplittableRandom(seed), counts);
        TrafficLoop sending = new TrafficLoop(traffic, watcher, sender, perSecond, surroundings.clock());
        loop = sending;
        begin("demo-traffic", sending);
    }

    /** Returns what has been seen. */
    public Scoreboard scoreboard() {
        return scoreboard;
    }

    /** Ends the traffic; what is on its way still arrives, and is still shown. */
    public void stopTraffic() {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    public void close() {
        stopTraffic();
        if (router != null) {
            router.close();
        }
        feed.close();
        lag.close();
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (outbox != null) {
            outbox.close();
        }
    }

    private void begin(String name, Runnable task) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(task));
    }

    private Consumer<byte[], byte[]> consumer(String clientId) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        surroundings.bootstrap(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private AvroDeserializer<SpecificRecord> values() {
        AvroDeserializer<SpecificRecord> anyRecord = new AvroDeserializer<>();
        anyRecord.configure(Map.of(SchemaRegistryConfig.URL, surroundings.registryUrl()), false);
        return anyRecord;
    }

    private static Roster roster(DemoWorld world) {
        Map<String, Roster.Profile> profiles = new LinkedHashMap<>();
        for (DemoWallet wallet : world.wallets()) {
            profiles.put(wallet.id(), profile(wallet));
        }
        return new Roster(profiles);
    }

    private static Roster.Profile profile(DemoWallet wallet) {
        boolean bounded = !wallet.opening().getSettings().getBillingMode().equals("MANUAL");
        long floor = wallet.opening().getSettings().getFloor().movePointRight(6).longValueExact();
        return new Roster.Profile(wallet.trade().word(), floor, bounded);
    }
}
