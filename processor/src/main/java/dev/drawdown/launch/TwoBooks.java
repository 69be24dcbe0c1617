package dev.drawdown.launch;

import dev.drawdown.audit.CommittedTopics;
import dev.drawdown.audit.LedgerPayments;
import dev.drawdown.audit.ProviderPayments;
import dev.drawdown.audit.ReconcileReport;
import dev.drawdown.audit.Reconciliation;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.payments.BookEntry;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.ProviderBooks;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.schemas.serde.UndecodableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The ledger of an installation and Stripe's books, read one after the other and held against each other. */
final class TwoBooks {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TIMEOUT_MILLIS = 15_000;

    /** How far Stripe's clock may be behind the broker's. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final DrawdownConfig config;
    private final Clock clock;
    private final ProgressLine progress;

    TwoBooks(DrawdownConfig config, Clock clock, ProgressLine progress) {
        this.config = config;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Compares the payments that were asked for in a span of time.
     *
     * @throws CommandFailure if one of the two cannot be read
     */
    ReconcileReport compare(Instant from, Instant to, Duration settling) {
        Instant now = clock.instant();
        try {
            ProviderPayments provider = provider(from);
            return new Reconciliation(from, to, now, settling).compare(ledger(), provider);
        } finally {
            progress.end();
        }
    }

    private ProviderPayments provider(Instant from) {
        ProviderBooks books = new StripeAccount(config.stripe(), clock).books();
        Instant since = from.isAfter(Instant.EPOCH.plus(CLOCK_SKEW)) ? from.minus(CLOCK_SKEW) : Instant.EPOCH;
        List<BookEntry> entries = new ArrayList<>();
        GatewayAnswer<Long> answer = books.read(since, entry -> {
            entries.add(entry);
            progress.count("Stripe", entries.size());
        });
        return switch (answer) {
            case GatewayAnswer.Done<Long> _ -> ProviderPayments.of(entries);
            case GatewayAnswer.Refused<Long>(String code) -> throw unreadable(code);
            case GatewayAnswer.Unavailable<Long>(Duration _, String reason) -> throw unreadable(reason);
        };
    }

    private CommandFailure unreadable(String why) {
        return new CommandFailure("Expected to read Stripe's records at "
                + config.stripe().url() + ", but it answered " + why + "; nothing was compared");
    }

    private LedgerPayments ledger() {
        Topics topics = Topics.withPrefix(config.topics().prefix());
        SchemaRegistry registry = RegistryClients.forWork(config.registry());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new CommittedTopics(consumer, registry, topics, PATIENCE)
                    .readPayments((done, total) -> progress.share("Ledger", done, total));
        } catch (SchemaRegistryException | UndecodableException e) {
            throw new CommandFailure(
                    "Expected to read the ledger's entries, but " + e.getMessage() + "; nothing was compared", e);
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "Expected to read the ledger from Kafka at "
                            + config.kafka().bootstrapServers() + ", but " + e.getMessage() + "; nothing was compared",
                    e);
        }
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.putAll(config.kafka().consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
