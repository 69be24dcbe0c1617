package dev.drawdown.loadtest.peers;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A debit as one writes it on Kafka Streams without more ado: a store of balances, and a store of event ids so that none
 * counts twice.
 *
 * <p>It has one balance where Drawdown has tranches, and no rules, alerts, gate, holds, time window or hash. Its ids are
 * never forgotten, since taking them away again would cost it more.
 */
final class PlainDebit implements Processor<byte[], byte[], byte[], byte[]> {
    /** What a wallet has that is seen for the first time. */
    static final long FIRST_BALANCE_MICROS = 1_000_000_000_000L;

    /** As Drawdown's default; lz4 made no difference that stood out of the noise. */
    static final String COMPRESSION = "none";

    private static final String BALANCES = "balances";
    private static final String EVENTS = "events";
    private static final byte[] SEEN = new byte[0];

    private final SchemaRegistry registry;
    private final DebitReader reader;
    private final String subject;
    private PlainLedger ledger;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> balances;
    private KeyValueStore<Bytes, byte[]> events;

    @SuppressWarnings("NullAway.Init") // by init
    private PlainDebit(SchemaRegistry registry, String subject) {
        this.registry = registry;
        this.subject = subject;
        reader = new DebitReader(registry);
    }

    static Topology topology(PeerSettings settings) {
        String ledger = Inputs.ledgerTopic(settings.kind());
        SchemaRegistry registry = HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, settings.registry()));
        Topology topology = new Topology();
        topology.addSource(
                "events-in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Inputs.USAGE, Inputs.LEADS);
        topology.addProcessor("debit", () -> new PlainDebit(registry, ledger + "-value"), "events-in");
        topology.addStateStore(store(BALANCES), "debit");
        topology.addStateStore(store(EVENTS), "debit");
        topology.addSink("ledger", ledger, new ByteArraySerializer(), new ByteArraySerializer(), "debit");
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        balances = given.getStateStore(BALANCES);
        events = given.getStateStore(EVENTS);
        ledger = new PlainLedger(AvroEncoder.forSubject(subject, LedgerEntry.class, registry, Registration.REGISTER));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Debit debit = reader.read(place.topic(), record.value());
        if (debit == null || record.key() == null) {
            return;
        }
        // Absent and put at once: one look, which the filter answers, and one write.
        if (events.putIfAbsent(Bytes.wrap(debit.eventId().getBytes(StandardCharsets.UTF_8)), SEEN) != null) {
            return;
        }
        Bytes wallet = Bytes.wrap(record.key());
        byte[] stored = balances.get(wallet);
        ByteBuffer state = stored == null ? firstState() : ByteBuffer.wrap(stored);
        long before = state.getLong(0);
        long seq = state.getLong(Long.BYTES) + 1;
        long after = before - debit.amountMicros();
        balances.put(wallet, state(after, seq).array());
        byte[] entry = ledger.encode(debit, seq, before, after, place, record.timestamp());
        context.forward(record.withValue(entry));
    }

    private static ByteBuffer firstState() {
        return state(FIRST_BALANCE_MICROS, 0);
    }

    private static ByteBuffer state(long balanceMicros, long seq) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(balanceMicros).putLong(seq);
    }
}
