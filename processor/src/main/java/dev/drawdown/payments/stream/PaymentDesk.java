package dev.drawdown.payments.stream;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.store.StateTables;
import dev.drawdown.wire.ProcessingMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** An instance's consumer of payment requests: its graph, the calls that it makes, and the webhooks that it takes. */
public final class PaymentDesk implements AutoCloseable {
    /** The store of the graph that {@link #webhooks} reads. */
    public static final String PAYERS_STORE = PaymentTopology.PAYERS_STORE;

    private final Installation installation;
    private final Provider provider;
    private final Notes notes;
    private final PatientGateway gateway;
    private final Calls calls;
    private final Newcomers newcomers;

    /** What is the same for all that an instance does. */
    public record Installation(
            Topics topics, SchemaRegistry registry, Registration registration, ProcessingMetrics metrics) {}

    /** The provider, behind its ports. */
    public record Provider(PaymentGateway gateway, CustomerGateway customers, PaymentRecords records) {}

    /**
     * How much may be asked of the provider.
     *
     * @param atOnce calls under way at a time
     * @param perSecond calls begun in a second
     * @param stopWithin how long a stop waits for those under way
     */
    public record Limits(int atOnce, int perSecond, Duration stopWithin) {}

    private PaymentDesk(Installation installation, Provider provider, Limits limits, Notes notes) {
        this.installation = installation;
        this.provider = provider;
        this.notes = notes;
        gateway = new PatientGateway(provider.gateway(), limits.perSecond());
        calls = new Calls(gateway, provider.records(), limits.atOnce(), notes::send, limits.stopWithin());
        newcomers = new Newcomers(
                provider.customers(), new OwnerNews(notes, installation), InstantSource.system(), limits.stopWithin());
    }

    /** Opens one; nothing is called before its graph runs. */
    public static PaymentDesk open(
            Installation installation, Provider provider, Limits limits, Map<String, ?> producerSettings) {
        Notes notes = Notes.to(installation.topics().paymentInputs.name(), producerSettings);
        return new PaymentDesk(installation, provider, limits, notes);
    }

    /** Builds the graph that keeps the requests. */
    public Topology topology(StateTables.Kind storeKind) {
        return PaymentTopology.build(new PaymentTopology.Settings(
                installation.topics(),
                installation.registry(),
                installation.registration(),
                storeKind,
                installation.metrics(),
                calls,
                newcomers));
    }

    /** Returns what takes the provider's webhooks while the graph runs. */
    public Webhooks webhooks(WebhookSignature signature, Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> payersStore) {
        return new Webhooks(signature, notes, provider, installation, payersStore);
    }

    /** Returns how many calls are under way or wait for their turn. */
    public int pendingCalls() {
        return calls.pending();
    }

    /** Returns whether no calls are made for now, since most of them came to nothing. */
    public boolean isResting() {
        return gateway.isResting();
    }

    @Override
    public void close() {
        calls.close();
        newcomers.close();
        notes.close();
    }
}
