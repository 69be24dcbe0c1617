package dev.drawdown.launch;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.serde.AvroDeserializer;
import dev.drawdown.wire.Money;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the committed ledger says so far, followed as it grows. */
final class LedgerTail implements AutoCloseable {
    private static final Duration NOW = Duration.ofMillis(20);

    private final Consumer<String, LedgerEntry> consumer;
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, Long> credited = new TreeMap<>();
    private final Set<String> usages = new HashSet<>();

    LedgerTail(String bootstrap, Map<String, String> registry, String topic) {
        AvroDeserializer<LedgerEntry> values = new AvroDeserializer<>();
        values.configure(registry, false);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                values);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what has come since. */
    LedgerTail read() {
        consumer.poll(NOW).forEach(record -> take(record.value()));
        return this;
    }

    private void take(LedgerEntry entry) {
        balances.put(entry.getWalletId(), Money.micros(entry.getBalanceAfter()));
        if (entry.getReason().equals("TOP_UP") && entry.getStatus().equals("COMPLETED")) {
            credited.merge(String.valueOf(entry.getPaymentId()), Money.micros(entry.getAmount()), Long::sum);
        }
        if (entry.getInputId().startsWith(RechargeLoad.USAGE)) {
            usages.add(entry.getInputId());
        }
    }

    /** Returns what was credited, by request. */
    Map<String, Long> credited() {
        return credited;
    }

    /** Returns how many usages have been applied. */
    long usages() {
        return usages.size();
    }

    /** Returns what all wallets have. */
    long balanceMicros() {
        return balances.values().stream().mapToLong(each -> each).sum();
    }

    /** Returns how many wallets have no less than so much. */
    long wallets(long leastMicros) {
        return balances.values().stream()
                .filter(balance -> balance >= leastMicros)
                .count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
