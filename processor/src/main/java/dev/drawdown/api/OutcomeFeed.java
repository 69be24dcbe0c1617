package dev.drawdown.api;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what becomes of commands: one consumer for all calls of an instance, on all partitions and from now on, since
 * any instance may be asked for any wallet. Only what was committed is heard.
 *
 * <p>It also remembers, of the wallets and owners heard of last, the last command that was accepted: whoever reads them
 * here can tell by it whether a state is older than what has been told already.
 */
public final class OutcomeFeed implements Holdings.OutcomeMemory, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutcomeFeed.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MAX_REMEMBERED = 20_000;

    /** No instance is behind for longer; and ids are remembered by wallets and owners for longer than this. */
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final AvroDecoder<CommandOutcome> decoder;
    private final Map<String, List<Waiter>> waiters = new ConcurrentHashMap<>();
    private final Map<String, Heard> lastOfWallet = remembering();
    private final Map<String, Heard> lastOfOwner = remembering();
    private final Thread thread;
    private volatile boolean closing;

    /** An accepted command, and when it was heard of. */
    private record Heard(String commandId, long nanos) {}

    /** Somebody who waits for one command's outcome. */
    final class Waiter implements AutoCloseable {
        private final String to;
        private final String commandId;
        private final BlockingQueue<CommandOutcome> heard = new LinkedBlockingQueue<>();

        private Waiter(String to, String commandId) {
            this.to = to;
            this.commandId = commandId;
        }

        /**
         * Waits.
         *
         * @param sentMillis the broker's timestamp of the command: an outcome from before is that of another one under
         *     the same id, sent elsewhere
         */
        @Nullable
        CommandOutcome await(long sentMillis, Duration limit) throws InterruptedException {
            long deadlineNanos = System.nanoTime() + limit.toNanos();
            while (true) {
                CommandOutcome outcome = heard.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (outcome == null || outcome.getAt().toEpochMilli() >= sentMillis) {
                    return outcome;
                }
            }
        }

        @Override
        public void close() {
            waiters.computeIfPresent(to, (_, waiting) -> {
                waiting.remove(this);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }

    /** Begins to listen; what is decided on from now on is heard. */
    public OutcomeFeed(Consumer<byte[], byte[]> consumer, String topic, SchemaRegistry registry) {
        this.consumer = consumer;
        decoder = new AvroDecoder<>(CommandOutcome.class, registry);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: without a look at each position, what is decided on soon could be skipped.
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("outcomes").daemon().start(this::run);
    }

    /** Begins to wait; to be called before the command is sent. */
    Waiter waitFor(String to, String commandId) {
        Waiter waiter = new Waiter(to, commandId);
        waiters.compute(to, (_, waiting) -> {
            List<Waiter> all = waiting == null ? new CopyOnWriteArrayList<>() : waiting;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    @Override
    public @Nullable String lastOfWallet(String walletId) {
        return lately(lastOfWallet, walletId);
    }

    @Override
    public @Nullable String lastOfOwner(String ownerId) {
        return lately(lastOfOwner, ownerId);
    }

    private void run() {
        while (!closing) {
            try {
                consumer.poll(POLL).forEach(this::hear);
            } catch (WakeupException e) {
                break;
            } catch (KafkaException e) {
                log.error("Could not read outcomes of commands; trying again", e);
                pause();
            }
        }
        consumer.close();
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        CommandOutcome outcome;
        try {
            outcome = decoder.decode(record.value());
        } catch (UndecodableException e) {
            log.error("Could not read the outcome at {} of partition {}", record.offset(), record.partition(), e);
            return;
        }
        remember(outcome);
        String to = new String(record.key(), StandardCharsets.UTF_8);
        for (Waiter waiter : waiters.getOrDefault(to, List.of())) {
            if (waiter.commandId.equals(outcome.getCommandId())) {
                waiter.heard.add(outcome);
            }
        }
    }

    /** What repeats an earlier command changes nothing, and need not be remembered by its wallet. */
    private void remember(CommandOutcome outcome) {
        if (outcome.getStatus().equals("ACCEPTED") && !outcome.getDuplicate()) {
            // Only wallets have entries, so only their outcomes have the number of one.
            Map<String, Heard> last = outcome.getSeq() == null ? lastOfOwner : lastOfWallet;
            synchronized (last) {
                last.remove(outcome.getWalletId());
                last.put(outcome.getWalletId(), new Heard(outcome.getCommandId(), System.nanoTime()));
            }
        }
    }

    private static @Nullable String lately(Map<String, Heard> last, String id) {
        synchronized (last) {
            Heard heard = last.get(id);
            return heard == null || System.nanoTime() - heard.nanos() > REMEMBERED_NANOS ? null : heard.commandId();
        }
    }

    private static Map<String, Heard> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(POLL.multipliedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
