package dev.drawdown.payments.stream;

import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.store.StateTables;
import dev.drawdown.wire.ProcessingMetrics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The graph of the consumer of payment requests. */
public final class PaymentTopology {
    static final String STORE = "payments";
    /** Once there was one of customers only; under another name it is filled with all owners. */
    static final String PAYERS_STORE = "all-payers";

    static final String ANSWERS_SINK = "answers";
    static final String NOTES_SINK = "notes";
    static final String DEAD_LETTERS_SINK = "dead-letters";

    private static final String REQUESTS_SOURCE = "payment-requests";
    private static final String NOTES_SOURCE = "payment-inputs";
    private static final String PAYERS_SOURCE = "owners";
    private static final String PAYERS_UPDATER = "payers-updater";
    private static final String PROCESSOR = "payments-processor";

    /** Those under way are few, and those that are over are seldom looked at. */
    private static final long HOT_BYTES = 4 << 20;

    private static final ByteArraySerializer OUT = new ByteArraySerializer();
    private static final ByteArrayDeserializer IN = new ByteArrayDeserializer();

    private PaymentTopology() {}

    /** What surrounds the graph. */
    public record Settings(
            Topics topics,
            SchemaRegistry registry,
            Registration registration,
            StateTables.Kind storeKind,
            ProcessingMetrics metrics,
            CallDesk calls,
            CustomerDesk customers) {}

    /** Builds the graph. */
    public static Topology build(Settings settings) {
        Topics topics = settings.topics();
        Topology topology = new Topology();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(PAYERS_STORE), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                PAYERS_SOURCE,
                IN,
                IN,
                topics.walletOwners.name(),
                PAYERS_UPDATER,
                () -> new PayersUpdater(PAYERS_STORE, settings.registry()));
        topology.addSource(REQUESTS_SOURCE, IN, IN, topics.walletPaymentRequests.name());
        topology.addSource(NOTES_SOURCE, IN, IN, topics.paymentInputs.name());
        topology.addProcessor(PROCESSOR, () -> new PaymentProcessor(settings), REQUESTS_SOURCE, NOTES_SOURCE);
        topology.addStateStore(StateTables.builder(STORE, settings.storeKind(), HOT_BYTES), PROCESSOR);
        topology.addSink(ANSWERS_SINK, topics.walletCommands.name(), OUT, OUT, PROCESSOR);
        topology.addSink(NOTES_SINK, topics.paymentInputs.name(), OUT, OUT, PROCESSOR);
        topology.addSink(DEAD_LETTERS_SINK, topics.walletDeadLetters.name(), OUT, OUT, PROCESSOR);
        return topology;
    }
}
