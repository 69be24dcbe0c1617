package dev.drawdown.topology;

import dev.drawdown.owners.OwnerProcessor;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.store.StateTables;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole graph.
 *
 * <pre>
 *  usage.events ────┐
 *  lead.events ─────┼──► wallets ──► ledger, outcomes, alerts, payment requests, balances, gates, dead letters
 *  wallet.commands ─┤     ▲   │
 *  wallet-inputs ◄──┼─────┘   │ openings, states of life
 *        ▲          │         ▼
 *        └────────────── owners ──► owners, outcomes, dead letters
 *                             ▲
 *  owner.commands ────────────┘
 * </pre>
 *
 * <p>All nodes take and give bytes: a record that cannot be decoded must reach the processor that puts it aside. What is
 * keyed by wallet meets in one task, so a wallet's inputs are decided on one after the other, whichever topic they come
 * from. All that a decision leaves behind, in stores and on topics, is committed in one transaction with the input's offset.
 */
public final class WalletTopology {
    private static final ByteArraySerializer OUT = new ByteArraySerializer();
    private static final ByteArrayDeserializer IN = new ByteArrayDeserializer();

    private static final long OWNERS_HOT_BYTES = 4 << 20;

    private WalletTopology() {}

    /** Builds the graph. */
    public static Topology build(TopologySettings settings) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(namingRules())));
        AtomicLong catalogChanges = new AtomicLong();
        addCatalog(topology, settings.topics(), catalogChanges);
        addWallets(topology, settings, catalogChanges);
        addOwners(topology, settings);
        return topology;
    }

    private static void addCatalog(Topology topology, Topics topics, AtomicLong changes) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(Names.CATALOG_STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                Names.CATALOG_SOURCE,
                IN,
                IN,
                topics.walletCatalog.name(),
                Names.CATALOG_UPDATER,
                () -> new CatalogUpdater(changes));
    }

    private static void addWallets(Topology topology, TopologySettings settings, AtomicLong catalogChanges) {
        Topics topics = settings.topics();
        addSource(topology, Names.USAGE_SOURCE, topics.usageEvents);
        addSource(topology, Names.LEADS_SOURCE, topics.leadEvents);
        addSource(topology, Names.COMMANDS_SOURCE, topics.walletCommands);
        addSource(topology, Names.WALLET_INPUTS_SOURCE, topics.walletInputs);
        topology.addProcessor(
                Names.WALLETS,
                () -> new WalletProcessor(settings, catalogChanges),
                Names.USAGE_SOURCE,
                Names.LEADS_SOURCE,
                Names.COMMANDS_SOURCE,
                Names.WALLET_INPUTS_SOURCE);
        topology.addStateStore(
                StateTables.builder(
                        Names.WALLET_STORE,
                        settings.state().kind(),
                        settings.state().hotBytes() / settings.partitions()),
                Names.WALLETS);
        addSink(topology, Names.LEDGER_SINK, topics.walletLedger, Names.WALLETS);
        addSink(topology, Names.OUTCOMES_SINK, topics.walletOutcomes, Names.WALLETS);
        addSink(topology, Names.ALERTS_SINK, topics.walletAlerts, Names.WALLETS);
        addSink(topology, Names.PAYMENT_REQUESTS_SINK, topics.walletPaymentRequests, Names.WALLETS);
        addSink(topology, Names.BALANCES_SINK, topics.walletBalances, Names.WALLETS);
        addSink(topology, Names.GATES_SINK, topics.walletDeliveryGates, Names.WALLETS);
        addSink(topology, Names.DEAD_LETTERS_SINK, topics.walletDeadLetters, Names.WALLETS);
        addSink(topology, Names.TO_OWNERS_SINK, topics.ownerInputs, Names.WALLETS);
        addSink(topology, Names.TO_WALLETS_SINK, topics.walletInputs, Names.WALLETS);
    }

    private static void addOwners(Topology topology, TopologySettings settings) {
        Topics topics = settings.topics();
        addSource(topology, Names.OWNER_COMMANDS_SOURCE, topics.ownerCommands);
        addSource(topology, Names.OWNER_INPUTS_SOURCE, topics.ownerInputs);
        OwnerProcessor.Wiring wiring = new OwnerProcessor.Wiring(
                topics,
                settings.partitions(),
                settings.registry(),
                settings.registration(),
                settings.policy(),
                settings.metrics(),
                Names.OWNER_STORE,
                Names.OWNERS_SINK,
                Names.OWNER_OUTCOMES_SINK,
                Names.OWNER_DEAD_LETTERS_SINK,
                Names.OWNERS_TO_WALLETS_SINK,
                Names.OWNERS_TO_OWNERS_SINK);
        topology.addProcessor(
                Names.OWNERS, () -> new OwnerProcessor(wiring), Names.OWNER_COMMANDS_SOURCE, Names.OWNER_INPUTS_SOURCE);
        topology.addStateStore(
                StateTables.builder(Names.OWNER_STORE, settings.state().kind(), OWNERS_HOT_BYTES),
                Names.OWNERS,
                // Wallets have no use for it, but a shared store makes one task of both per partition. As tasks of
                // their own,
                // the idle owners' are handed to one thread and the busy wallets' to another, whenever a thread joins
                // late.
                Names.WALLETS);
        addSink(topology, Names.OWNERS_SINK, topics.walletOwners, Names.OWNERS);
        addSink(topology, Names.OWNER_OUTCOMES_SINK, topics.walletOutcomes, Names.OWNERS);
        addSink(topology, Names.OWNER_DEAD_LETTERS_SINK, topics.walletDeadLetters, Names.OWNERS);
        addSink(topology, Names.OWNERS_TO_WALLETS_SINK, topics.walletInputs, Names.OWNERS);
        addSink(topology, Names.OWNERS_TO_OWNERS_SINK, topics.ownerInputs, Names.OWNERS);
    }

    private static void addSource(Topology topology, String name, Topic<?> topic) {
        topology.addSource(name, IN, IN, topic.name());
    }

    private static void addSink(Topology topology, String name, Topic<?> topic, String parent) {
        topology.addSink(name, topic.name(), OUT, OUT, parent);
    }

    /** An unnamed store or node would get a number, and change it, losing its state, whenever the graph changes. */
    private static Properties namingRules() {
        Properties rules = new Properties();
        rules.put(StreamsConfig.APPLICATION_ID_CONFIG, "naming");
        rules.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        rules.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return rules;
    }
}
