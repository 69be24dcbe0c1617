package dev.drawdown.topology;

import dev.drawdown.engine.Outcome;
import dev.drawdown.store.EarlyCommit;
import dev.drawdown.store.Section;
import dev.drawdown.store.StateTable;
import dev.drawdown.store.StateTables;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.topology.state.WalletStore;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.DeadLetters;
import dev.drawdown.wire.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The node through which everything goes that happens to a wallet: records in the order of their partitions, and a timer
 * for wallets of which no record comes. It knows where things come from and when; {@link WalletDesk} does the rest.
 */
final class WalletProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration EARLY_COMMIT = Duration.ofMillis(20);
    private static final long PARKING_MILLIS = 1_000;
    private static final byte PARKED = Section.ORDERED_FROM + 2;

    /** Wallets that wait in memory for a commit at most; then it is asked for before its time. */
    private static final int MAX_UNWRITTEN = 50_000;

    /** Wallets that one tick attends to at most, so that inputs do not wait long for timers. */
    private static final int MAX_PER_TICK = 1_000;

    private final TopologySettings settings;
    private final AtomicLong catalogChanges;

    private ProcessorContext<byte[], byte[]> context;
    private Placement placement;
    private InputFrontier frontier;
    private StateTable table;
    private WalletStore wallets;
    private ParkingLot parked;
    private Catalog catalog;
    private WalletDesk desk;
    private EarlyCommit earlyCommit;
    private long catalogSeen;
    private long parkingSeenMillis;

    @SuppressWarnings("NullAway.Init")
    WalletProcessor(TopologySettings settings, AtomicLong catalogChanges) {
        this.settings = settings;
        this.catalogChanges = catalogChanges;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        placement = new Placement(settings.partitions());
        frontier = new InputFrontier(inputs(), ObservedConsumer.ofThisThread());
        table = StateTables.of(context.getStateStore(Names.WALLET_STORE));
        WalletPublisher publisher = new WalletPublisher(context, settings);
        wallets = WalletStore.in(table, settings.policy(), settings.partitions(), publisher::publishBalance);
        parked = new ParkingLot(new Section(table, PARKED), settings.parking(), context.currentSystemTimeMs());
        catalog = Catalog.of(context, settings, catalogChanges);
        catalogSeen = catalog.changes();
        DeadLetters deadLetters = new DeadLetters(context, Names.DEAD_LETTERS_SINK, settings.metrics());
        desk = new WalletDesk(context, settings, wallets, publisher, parked, catalog, deadLetters);
        earlyCommit = new EarlyCommit(context, EARLY_COMMIT, () -> !frontier.hasBacklog());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        boolean isSentOn = place.topic().equals(settings.topics().walletInputs.name());
        Arrival arrival = isSentOn ? Arrival.sentOn(record) : Arrival.of(record, place);
        byte[] key = arrival.key();
        if (key == null) {
            desk.refuse(arrival, Outcome.KEY_MISMATCH, "Expected the wallet's id as key, but there is no key");
        } else if (!isSentOn && placement.isWrong(key, place.partition())) {
            // A client with another partitioner: where its record belongs, it is decided on in order with the others.
            // What was sent on once is where it belongs, since our own producer has put it there.
            settings.metrics().misplaced();
            context.forward(arrival.sendOn(key), Names.TO_WALLETS_SINK);
        } else {
            desk.handle(arrival, arrival.millis(), true);
        }
        earlyCommit.processed();
        frontier.processed(place.topic(), place.offset(), record.timestamp());
        commitIfFull();
    }

    @Override
    public void close() {
        table.abandon();
    }

    private void tick(long nowMillis) {
        frontier.ticked(nowMillis);
        if (wallets.firstDue(nowMillis) != null) {
            applyDue(nowMillis);
        }
        if (wallets.hasToForget(nowMillis)) {
            forget(frontier.horizonMillis());
        }
        if (parked.size() > 0 && nowMillis - parkingSeenMillis >= PARKING_MILLIS) {
            parkingSeenMillis = nowMillis;
            retryParked(nowMillis);
            earlyCommit.processed();
        }
        commitIfFull();
    }

    private void applyDue(long nowMillis) {
        long horizon = frontier.horizonMillis();
        for (int i = 0; i < MAX_PER_TICK && hasRoom(); i++) {
            String walletId = wallets.firstDue(horizon);
            if (walletId == null) {
                return;
            }
            desk.applyDue(walletId, horizon, nowMillis);
            earlyCommit.processed();
        }
    }

    private void forget(long horizonMillis) {
        int forgotten = 0;
        // What falls due needs room, too: it makes a commit possible where no input is read, and forgetting does not.
        while (forgotten < MAX_PER_TICK
                && wallets.unwritten() < MAX_UNWRITTEN / 2
                && wallets.forgetNext(horizonMillis)) {
            forgotten++;
        }
    }

    private void commitIfFull() {
        if (!hasRoom()) {
            context.commit();
        }
    }

    private boolean hasRoom() {
        return wallets.unwritten() < MAX_UNWRITTEN;
    }

    private void retryParked(long nowMillis) {
        long changes = catalog.changes();
        if (changes != catalogSeen) {
            catalogSeen = changes;
            for (Arrival arrival : parked.takeAll()) {
                desk.handle(arrival, nowMillis, true);
            }
        }
        for (Arrival arrival : parked.takeOverdue(frontier.horizonMillis())) {
            desk.handle(arrival, nowMillis, false);
        }
    }

    private List<TopicPartition> inputs() {
        int partition = context.taskId().partition();
        List<TopicPartition> inputs = new ArrayList<>();
        inputs.add(new TopicPartition(settings.topics().usageEvents.name(), partition));
        inputs.add(new TopicPartition(settings.topics().leadEvents.name(), partition));
        inputs.add(new TopicPartition(settings.topics().walletCommands.name(), partition));
        inputs.add(new TopicPartition(settings.topics().walletInputs.name(), partition));
        return inputs;
    }
}
