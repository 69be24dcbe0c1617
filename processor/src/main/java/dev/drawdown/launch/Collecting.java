package dev.drawdown.launch;

import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.WebhookRoute;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.Role;
import dev.drawdown.config.Secret;
import dev.drawdown.payments.WebhookSignature;
import dev.drawdown.payments.stream.PaymentDesk;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.store.StateTables;
import dev.drawdown.topology.StreamsClients;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * An instance's role of collecting payments.
 *
 * @param webhooks takes the provider's webhooks; null where no secret says which are genuine
 */
record Collecting(StreamsPart part, @Nullable WebhookRoute webhooks) {
    /** Calls are made by threads of their own; this one only keeps the books of them. */
    private static final int STREAM_THREADS = 1;

    /** Makes it ready to start; what it opens is closed with {@code opening}. */
    static Collecting open(DrawdownConfig config, Metrics metrics, Opening opening) {
        StripeSettings stripe = config.stripe();
        StripeAccount account = new StripeAccount(stripe, Clock.systemUTC());
        PaymentDesk desk = opening.add(PaymentDesk.open(
                new PaymentDesk.Installation(
                        Topics.withPrefix(config.topics().prefix()),
                        RegistryClients.forWork(config.registry()),
                        Registration.REGISTER,
                        metrics),
                new PaymentDesk.Provider(account.gateway(), account.customers(), account.records()),
                new PaymentDesk.Limits(stripe.callsAtOnce(), stripe.callsPerSecond(), config.shutdownTimeout()),
                config.kafka().producer()));
        Properties properties = StreamsProperties.ofRole(config, Role.PAYMENTS, STREAM_THREADS);
        StreamsPart part = opening.add(new StreamsPart(
                Role.PAYMENTS,
                desk.topology(StateTables.Kind.valueOf(config.state().store().name())),
                properties,
                new StreamsClients(),
                config.shutdownTimeout()));
        metrics.gauge(Meter.PAYMENT_CALLS, desk, PaymentDesk::pendingCalls);
        metrics.gauge(Meter.PAYMENTS_RESTING, desk, resting -> resting.isResting() ? 1 : 0);
        return new Collecting(part, webhooks(stripe, desk, part));
    }

    private static @Nullable WebhookRoute webhooks(StripeSettings stripe, PaymentDesk desk, StreamsPart part) {
        if (stripe.webhookSecrets().isEmpty()) {
            return null;
        }
        WebhookSignature signature = new WebhookSignature(
                stripe.webhookSecrets().stream().map(Secret::value).toList(), stripe.webhookTolerance());
        return new WebhookRoute(desk.webhooks(signature, () -> payers(part))::take, InstantSource.system());
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> payers(StreamsPart part) {
        return part.streams()
                .store(StoreQueryParameters.fromNameAndType(
                        PaymentDesk.PAYERS_STORE, QueryableStoreTypes.keyValueStore()));
    }
}
