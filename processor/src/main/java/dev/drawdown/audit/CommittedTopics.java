package dev.drawdown.audit;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads what an installation has committed, from the beginning to where it ends at the time of asking. */
public final class CommittedTopics {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final Duration patience;
    private final AvroDecoder<LedgerEntry> entries;
    private final AvroDecoder<PaymentRequest> requests;

    /** Is told now and then how far the reading has come. */
    public interface Progress {
        /** So many offsets of so many are behind. */
        void at(long done, long total);
    }

    /**
     * Takes a consumer, which must read committed records only, and leaves it open.
     *
     * @param patience how long nothing may come while there is something to come
     */
    public CommittedTopics(
            Consumer<byte[], byte[]> consumer, SchemaRegistry registry, Topics topics, Duration patience) {
        this.consumer = consumer;
        this.topics = topics;
        this.patience = patience;
        this.entries = new AvroDecoder<>(LedgerEntry.class, registry);
        this.requests = new AvroDecoder<>(PaymentRequest.class, registry);
    }

    /**
     * Reads all payments of the ledger, and what was asked for.
     *
     * @throws TimeoutException if the brokers stop answering
     */
    public LedgerPayments readPayments(Progress progress) throws UndecodableException {
        LedgerPayments payments = new LedgerPayments();
        Map<TopicPartition, Long> ends = assign();
        long first = ends.keySet().stream().mapToLong(consumer::position).sum();
        long total = ends.values().stream().mapToLong(Long::longValue).sum() - first;
        long lastNanos = System.nanoTime();
        for (long left = total; left > 0; left = left(ends)) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                take(record, payments);
            }
            if (!polled.isEmpty()) {
                lastNanos = System.nanoTime();
            } else if (System.nanoTime() - lastNanos > patience.toNanos()) {
                throw new TimeoutException(
                        "Expected " + left + " more records, but for " + patience.toSeconds() + " s none has come");
            }
            progress.at(total - left(ends), total);
        }
        return payments;
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(topics.walletLedger.name(), topics.walletPaymentRequests.name())) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    /** A transaction's end takes an offset too, so what counts is the position, not how many records came. */
    private long left(Map<TopicPartition, Long> ends) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return left;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, LedgerPayments payments) throws UndecodableException {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(topics.walletLedger.name())) {
            payments.take(entries.decode(record.value()));
        } else {
            payments.take(requests.decode(record.value()));
        }
    }
}
