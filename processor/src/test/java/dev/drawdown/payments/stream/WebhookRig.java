package dev.drawdown.payments.stream;

import com.stripe.net.Webhook;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.wire.ProcessingMetrics;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** What takes webhooks, between a provider, a broker and a store that are there or not; and what was sent of them. */
final class WebhookRig {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String SECRET = "whsec_rig";
    private static final Topics TOPICS = Topics.unprefixed();

    final FakeCustomers customers = new FakeCustomers();
    final List<String> chargesAsked = new ArrayList<>();
    GatewayAnswer<ChargeStanding> charge = new GatewayAnswer.Refused<>("resource_missing");
    boolean isBrokerAway;
    boolean isStoreAway;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Broker broker = new Broker();
    private final Notes notes = new Notes(broker, TOPICS.paymentInputs.name());
    private final PaymentDesk.Installation installation =
            new PaymentDesk.Installation(TOPICS, registry, Registration.REGISTER, ProcessingMetrics.NONE);
    final OwnerNews news = new OwnerNews(notes, installation);
    private final Store store = new Store();

    final Webhooks webhooks = new Webhooks(
            new WebhookSignature(List.of(SECRET), Duration.ofMinutes(5)),
            notes,
            new PaymentDesk.Provider(new UnaskedGateway(), customers, chargeId -> {
                chargesAsked.add(chargeId);
                return charge;
            }),
            installation,
            this::store);

    private final class Broker extends MockProducer<byte[], byte[]> {
        Broker() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return isBrokerAway
                    ? CompletableFuture.failedFuture(new TimeoutException("as the test wants it"))
                    : super.send(record);
        }
    }

    private static final class Store implements ReadOnlyKeyValueStore<Bytes, byte[]> {
        private final Map<Bytes, byte[]> kept = new HashMap<>();

        @Override
        public byte @Nullable [] get(Bytes key) {
            return kept.get(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            throw new AssertionError("Expected single keys to be asked for");
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            throw new AssertionError("Expected single keys to be asked for");
        }

        @Override
        public long approximateNumEntries() {
            return kept.size();
        }
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> store() {
        if (isStoreAway) {
            throw new InvalidStateStoreException("as the test wants it");
        }
        return store;
    }

    /** An owner whose customer is {@code cus_1}. */
    void owner(PaymentMethod... methods) {
        Owner owner = Owner.newBuilder()
                .setOwnerId("acme")
                .setCustomerId("cus_1")
                .setMethods(List.of(methods))
                .build();
        store.kept.put(Payers.customerKey("cus_1"), "acme".getBytes(StandardCharsets.UTF_8));
        store.kept.put(
                Payers.ownerKey("acme"),
                AvroEncoder.forTopic(TOPICS.walletOwners, registry, Registration.REGISTER)
                        .encode(owner));
    }

    static String event(String type, String object) {
        return event(type, object, "{}");
    }

    static String event(String type, String object, String previous) {
        return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":" + object
                + ",\"previous_attributes\":" + previous + "}}";
    }

    static String signature(String body, Instant at) {
        try {
            return Webhook.Signature.generateSignatureHeader(body, SECRET, at.getEpochSecond());
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Delivers what is signed as it should be. */
    Webhooks.Taken take(String body) {
        return takeAt(body, NOW);
    }

    Webhooks.Taken takeAt(String body, Instant now) {
        return webhooks.take(body.getBytes(StandardCharsets.UTF_8), signature(body, now), now);
    }

    /** Returns what owners were told. */
    List<OwnerCommand> told() {
        AvroDecoder<OwnerCommand> decoder = new AvroDecoder<>(OwnerCommand.class, registry);
        List<OwnerCommand> told = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : broker.history()) {
            if (record.topic().equals(TOPICS.ownerCommands.name())) {
                try {
                    told.add(decoder.decode(record.value()));
                } catch (UndecodableException failure) {
                    throw new AssertionError(failure);
                }
            }
        }
        return told;
    }

    /** Returns the notes that were sent. */
    List<Note> notes() {
        return broker.history().stream()
                .filter(record -> record.topic().equals(TOPICS.paymentInputs.name()))
                .map(record -> NoteCodec.decode(record.value()))
                .toList();
    }
}
