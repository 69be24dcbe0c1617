package dev.drawdown.demo.screen;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletBalance;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what Drawdown writes and tells the scoreboard. Of what lay there before, it takes the balances and gates whole,
 * enough of the ledger to go on from, and nothing of the rest.
 */
public final class ScreenFeed implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScreenFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LEDGER_TAIL = 50_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<SpecificRecord> values;
    private final Topics topics;
    private final Scoreboard scoreboard;
    private final Clock clock;
    private final Map<TopicPartition, Long> startedAt = new HashMap<>();

    /** Takes the consumer, which must read committed records only, and closes it in the end. */
    public ScreenFeed(
            Consumer<byte[], byte[]> consumer,
            Deserializer<SpecificRecord> values,
            Topics topics,
            Scoreboard scoreboard,
            Clock clock) {
        this.consumer = consumer;
        this.values = values;
        this.topics = topics;
        this.scoreboard = scoreboard;
        this.clock = clock;
    }

    /** Notes where the topics end now: from there on it is news. Call it before anything is sent. */
    public void begin() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : read()) {
            consumer.partitionsFor(topic.name())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        startedAt.putAll(consumer.endOffsets(partitions));
        consumer.beginningOffsets(partitions)
                .forEach((partition, first) -> consumer.seek(partition, from(partition, first, end(partition))));
    }

    @Override
    public void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
            }
        } catch (WakeupException closed) {
            log.debug("The screen's feed ends");
        }
    }

    /** Makes {@link #run} end. */
    @Override
    public void close() {
        consumer.wakeup();
    }

    private List<Topic<?>> read() {
        return List.of(
                topics.walletLedger,
                topics.walletBalances,
                topics.walletDeliveryGates,
                topics.walletAlerts,
                topics.walletOutcomes,
                topics.walletDeadLetters);
    }

    private long end(TopicPartition partition) {
        return startedAt.getOrDefault(partition, 0L);
    }

    private long from(TopicPartition partition, long first, long end) {
        if (partition.topic().equals(topics.walletLedger.name())) {
            return Math.max(first, end - LEDGER_TAIL);
        }
        boolean whole = partition.topic().equals(topics.walletBalances.name())
                || partition.topic().equals(topics.walletDeliveryGates.name());
        return whole ? first : end;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.walletDeadLetters.name())) {
            scoreboard.deadLetter(
                    header(record, "drawdown.error.code"), clock.instant(), header(record, "drawdown.error.message"));
            return;
        }
        boolean fresh =
                record.offset() >= startedAt.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
        try {
            switch (values.deserialize(record.topic(), record.value())) {
                case LedgerEntry entry when fresh -> scoreboard.entry(entry, clock.instant());
                case LedgerEntry entry -> scoreboard.earlier(entry);
                case WalletBalance balance -> scoreboard.balance(balance);
                case DeliveryGate gate when fresh -> scoreboard.gate(gate);
                case DeliveryGate gate -> scoreboard.earlier(gate);
                case BalanceAlert alert -> scoreboard.alert(alert);
                case CommandOutcome outcome -> scoreboard.outcome(outcome);
                case null, default -> log.debug("Nothing to show in {}", record);
            }
        } catch (SerializationException unreadable) {
            log.warn("Cannot show offset {} of {}", record.offset(), record.topic(), unreadable);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
