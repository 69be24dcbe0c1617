package dev.drawdown.demo;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a router must know at hand: all delivery gates, and the answers to the commands that it sends. */
final class Router implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_ANSWERS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<SpecificRecord> values;
    private final Topics topics;
    private final GateTable gates;
    private final BlockingQueue<CommandOutcome> answers = new LinkedBlockingQueue<>(MOST_ANSWERS);

    /** Takes the consumer, which must read committed records only, and closes it in the end. */
    Router(Consumer<byte[], byte[]> consumer, Deserializer<SpecificRecord> values, Topics topics, GateTable gates) {
        this.consumer = consumer;
        this.values = values;
        this.topics = topics;
        this.gates = gates;
    }

    /** Reads all gates that there are by now. Answers count from now on. */
    void begin() {
        List<TopicPartition> gatePartitions = partitions(topics.walletDeliveryGates.name());
        List<TopicPartition> all = new ArrayList<>(gatePartitions);
        List<TopicPartition> outcomes = partitions(topics.walletOutcomes.name());
        all.addAll(outcomes);
        consumer.assign(all);
        consumer.seekToBeginning(gatePartitions);
        consumer.seekToEnd(outcomes);
        outcomes.forEach(consumer::position);
        Map<TopicPartition, Long> ends = consumer.endOffsets(gatePartitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    @Override
    public void run() {
        try (consumer) {
            while (true) {
                poll();
            }
        } catch (WakeupException closed) {
            log.debug("The router ends");
        }
    }

    /** Moves the answers that have arrived into {@code into}. */
    void drainAnswers(List<CommandOutcome> into) {
        answers.drainTo(into);
    }

    /** Makes {@link #run} end. */
    @Override
    public void close() {
        consumer.wakeup();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                switch (values.deserialize(record.topic(), record.value())) {
                    case DeliveryGate gate -> gates.put(gate);
                    case CommandOutcome outcome -> {
                        // A router that does not keep up forgets answers: a lead is lost, nothing else.
                        var _ = answers.offer(outcome);
                    }
                    case null, default -> log.debug("Nothing for a router in {}", record);
                }
            } catch (SerializationException unreadable) {
                log.warn("Cannot read offset {} of {}", record.offset(), record.topic(), unreadable);
            }
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
