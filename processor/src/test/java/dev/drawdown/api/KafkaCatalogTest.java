package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.JsonEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing to the catalog next to others that write to it. */
class KafkaCatalogTest {
    private static final String TOPIC = Topics.unprefixed().walletCatalog.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final Queue<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>();
    private KafkaCatalog catalog;
    private long end;

    @SuppressWarnings("NullAway.Init")
    KafkaCatalogTest() {}

    @BeforeEach
    void open() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        catalog = new KafkaCatalog(
                this::nextProducer,
                consumer,
                Topics.unprefixed().walletCatalog,
                registry,
                Duration.ofDays(7),
                Duration.ofMillis(200));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Producer<byte[], byte[]> nextProducer() {
        return producers.remove();
    }

    /** What it commits can be read at once. */
    private MockProducer<byte[], byte[]> planned() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void commitTransaction() {
                        super.commitTransaction();
                        isThere(history().getLast().value());
                    }
                };
        producers.add(producer);
        return producer;
    }

    @Test
    void shouldBeginAgainWhenAnotherInstanceHasBegunToWrite() {
        MockProducer<byte[], byte[]> shutOut =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void initTransactions() {
                        super.initTransactions();
                        fenceProducer();
                    }
                };
        producers.add(shutOut);
        MockProducer<byte[], byte[]> next = planned();

        assertThat(versionOf(catalog.put(change("a")))).isEqualTo(1);

        assertThat(shutOut.history()).isEmpty();
        assertThat(shutOut.closed()).isTrue();
        assertThat(next.history()).hasSize(1);
        assertThat(next.commitCount()).isEqualTo(1);
    }

    @Test
    void shouldGoOnFromWhatAnotherInstanceHasPut() {
        MockProducer<byte[], byte[]> producer = planned();
        assertThat(versionOf(catalog.put(change("a")))).isEqualTo(1);
        isThere(change("other"), 2);

        assertThat(versionOf(catalog.put(change("b")))).isEqualTo(3);

        assertThat(producer.history())
                .as("of a producer that nobody has shut out, the next price too")
                .hasSize(2);
    }

    @Test
    void shouldNotKnowWhatBecameOfAPriceThatTheBrokerDoesNotConfirm() {
        MockProducer<byte[], byte[]> failing = planned();
        failing.commitTransactionException = new KafkaException("no answer");
        planned();

        CatalogPort.Reply reply = catalog.put(change("a"));

        assertThat(reply).isInstanceOf(CatalogPort.Reply.Unknown.class);
        assertThat(failing.closed()).isTrue();
        assertThat(versionOf(catalog.put(change("a")))).isEqualTo(1);
    }

    @Test
    void shouldAnswerWhenReadersSeeThePriceAndNoSooner() {
        MockProducer<byte[], byte[]> slow =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(slow);
        planned();

        assertThat(catalog.put(change("a"))).isInstanceOf(CatalogPort.Reply.Unknown.class);
        assertThat(slow.closed()).as("the next one waits until it is there").isTrue();

        isThere(change("a"), 1);
        assertThat(versionOf(catalog.put(change("b")))).isEqualTo(2);
    }

    @Test
    void shouldNotAnswerFromACatalogThatItCannotReadToItsEnd() {
        planned();
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));

        assertThat(catalog.prices("sms")).isNull();
        assertThat(catalog.put(change("a"))).isInstanceOf(CatalogPort.Reply.Unknown.class);
    }

    private static PriceChange change(String id) {
        return new PriceChange(
                "price/sms",
                id,
                "test",
                ApiRig.NOW,
                Json.object().put("meter", "sms").put("currency", "USD").put("unit_price", "0.05"));
    }

    private static long versionOf(CatalogPort.Reply reply) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        CatalogPort.Reply.Decided.class,
                        decided -> assertThat(decided.verdict()).isInstanceOf(PriceChange.Verdict.Taken.class));
        return ((PriceChange.Verdict.Taken) ((CatalogPort.Reply.Decided) reply).verdict())
                .price()
                .path("version")
                .asLong();
    }

    private void isThere(PriceChange change, long version) {
        isThere(new JsonEncoder(Topics.unprefixed().walletCatalog, registry)
                .encode(entryOf(change, version), ApiRig.NOW));
    }

    private void isThere(byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, end, "price/sms".getBytes(StandardCharsets.UTF_8), value));
        end++;
        consumer.updateEndOffsets(Map.of(PARTITION, end));
    }

    private static JsonNode entryOf(PriceChange change, long version) {
        ObjectNode entry = Json.object();
        entry.putObject("body").set("Price", change.price(version, ApiRig.NOW));
        return entry;
    }
}
