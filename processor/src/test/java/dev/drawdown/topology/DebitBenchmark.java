package dev.drawdown.topology;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Memory;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.testing.BenchmarkWallet;
import dev.drawdown.testing.MapStore;
import dev.drawdown.topology.state.WalletInHand;
import dev.drawdown.topology.state.WalletStore;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.Origin;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way of a prepaid debit: from the bytes of a usage event to the bytes of its ledger entries, step by step and as a
 * whole. Each call takes the same event on the same wallet, so that nothing grows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by prepare
public class DebitBenchmark {
    private static final int REMEMBERED = 32;
    private static final Topics TOPICS = Topics.unprefixed();
    private static final byte[] KEY = BenchmarkWallet.ID.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_HASH = new byte[WalletStore.CHAIN_HEAD_BYTES];

    /** From how many tranches the debit is taken. */
    @Param({"1", "3"})
    private int tranches;

    private final WalletEngine engine = new WalletEngine(Policy.DEFAULT);
    private final MapStore table = new MapStore();
    private final WalletStore store = WalletStore.in(table, Policy.DEFAULT, 1, (wallet, millis, outbox) -> {});
    private InputCodec codec;
    private LedgerWriter ledger;
    private Arrival arrival;
    private byte[] event;
    private Input input;
    private Wallet wallet;
    private Decision decision;
    private byte[] storedKey;
    private byte[] stored;

    /** Makes what each step starts from. */
    @Setup
    public void prepare() throws UndecodableException, UnacceptableException {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
        codec = new InputCodec(TOPICS, registry);
        ledger = new LedgerWriter(AvroEncoder.forTopic(TOPICS.walletLedger, registry, Registration.REGISTER));
        event = AvroEncoder.forTopic(TOPICS.usageEvents, registry, Registration.REGISTER)
                .encode(event());
        arrival = new Arrival(
                new Origin(TOPICS.usageEvents.name(), 3, 1_234_567),
                BenchmarkWallet.NOW_MILLIS,
                KEY,
                event,
                new RecordHeaders());
        input = decode();
        wallet = BenchmarkWallet.create();
        decision = decide();
        if (decision.outcome() != Outcome.ACCEPTED || decision.postings().size() != tranches) {
            throw new IllegalStateException("Expected a debit of " + tranches + " entries, but it is " + decision);
        }
        store();
    }

    private UsageEvent event() {
        return UsageEvent.newBuilder()
                .setEventId("event-000000123456")
                .setWalletId(BenchmarkWallet.ID)
                .setAppId("crm")
                .setCategory("sms")
                .setAmount(new BigDecimal(tranches == 1 ? "1.250000" : "25.000000"))
                .setOccurredAt(Instant.ofEpochMilli(BenchmarkWallet.NOW_MILLIS))
                .build();
    }

    /** As the wallet lies in its store, with some events remembered. */
    private void store() {
        WalletInHand hand = store.open(BenchmarkWallet.ID);
        Wallet before = wallet;
        for (int i = 0; i < REMEMBERED; i++) {
            Input.Usage usage = (Input.Usage) input;
            Input earlier = new Input.Usage(
                    "event-" + i,
                    usage.walletId(),
                    usage.appId(),
                    usage.category(),
                    usage.meter(),
                    usage.quantity(),
                    0L,
                    usage.price(),
                    usage.chargeType(),
                    usage.claimedAtMillis());
            Decision taken = engine.decide(before, Memory.EMPTY, earlier, BenchmarkWallet.NOW_MILLIS);
            hand.take(taken, new byte[WalletStore.CHAIN_HEAD_BYTES]);
            before = Objects.requireNonNull(taken.wallet());
        }
        store.save(hand, BenchmarkWallet.NOW_MILLIS);
        var only = table.entries().entrySet().iterator().next();
        storedKey = only.getKey().get();
        stored = only.getValue();
    }

    @Benchmark
    public Input decode() throws UndecodableException, UnacceptableException {
        return codec.toInput(codec.decode(arrival, event), meter -> null, ZoneOffset.UTC);
    }

    @Benchmark
    public Decision decide() {
        return engine.decide(wallet, Memory.EMPTY, input, BenchmarkWallet.NOW_MILLIS);
    }

    /** Makes the entries, with their hashes. */
    @Benchmark
    public void encode(Blackhole sink) {
        encode(decision, NO_HASH, sink);
    }

    /** All of the above. */
    @Benchmark
    public void decodeDecideEncode(Blackhole sink) throws UndecodableException, UnacceptableException {
        encode(engine.decide(wallet, Memory.EMPTY, decode(), BenchmarkWallet.NOW_MILLIS), NO_HASH, sink);
    }

    /** The same around a store in memory: the wallet is read from its bytes and written back. */
    @Benchmark
    public void readDecideEncodeWrite(Blackhole sink) throws UndecodableException, UnacceptableException {
        table.put(storedKey, stored);
        WalletInHand hand = store.open(BenchmarkWallet.ID);
        Decision taken = engine.decide(
                hand.wallet(), hand.memoryAt(BenchmarkWallet.NOW_MILLIS), decode(), BenchmarkWallet.NOW_MILLIS);
        hand.take(taken, encode(taken, hand.chainHead(), sink));
        store.save(hand, BenchmarkWallet.NOW_MILLIS);
    }

    private byte[] encode(Decision taken, byte[] previousHash, Blackhole sink) {
        Wallet next = Objects.requireNonNull(taken.wallet());
        byte[] hash = previousHash;
        for (Posting posting : taken.postings()) {
            sink.consume(ledger.encode(next, posting, arrival.origin(), hash));
            hash = ledger.hash();
        }
        return hash;
    }
}
