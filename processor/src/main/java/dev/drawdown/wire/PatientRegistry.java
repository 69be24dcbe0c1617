package dev.drawdown.wire;

import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * A registry whose users wait where it does not answer.
 *
 * <p>A value that cannot be read for want of its schema is neither good nor bad: giving it up would lose it. So the stream
 * waits in place, long enough for a registry to restart; if that was not enough, it stops with an exception, the
 * transaction is undone, and the thread that takes over reads the same record again.
 */
public final class PatientRegistry implements SchemaRegistry {
    /** Short of what a consumer may spend between two polls, so that waiting does not look like dying. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final SchemaRegistry registry;
    private final ProcessingMetrics metrics;
    private final RetryPolicy<Object> retries;

    public PatientRegistry(SchemaRegistry registry, ProcessingMetrics metrics) {
        this(registry, metrics, PATIENCE);
    }

    PatientRegistry(SchemaRegistry registry, ProcessingMetrics metrics, Duration patience) {
        this.registry = registry;
        this.metrics = metrics;
        retries = RetryPolicy.builder()
                .handleIf(PatientRegistry::isWorthWaiting)
                .withBackoff(FIRST_WAIT, LONGEST_WAIT)
                .withMaxRetries(-1)
                .withMaxDuration(patience)
                .build();
    }

    @Override
    public Schema byId(int id) {
        return patiently(() -> registry.byId(id));
    }

    @Override
    public int register(String subject, Schema schema) {
        return patiently(() -> registry.register(subject, schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return patiently(() -> registry.idOf(subject, schema));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return patiently(() -> registry.latest(subject));
    }

    private <T> T patiently(Supplier<T> call) {
        try {
            return call.get();
        } catch (SchemaRegistryException failure) {
            if (!isWorthWaiting(failure)) {
                throw failure;
            }
        }
        metrics.registryReachable(false);
        T answer;
        try {
            answer = Failsafe.with(retries).get(call::get);
        } catch (SchemaRegistryException failure) {
            if (isWorthWaiting(failure)) {
                throw new RegistryUnavailableException(failure);
            }
            metrics.registryReachable(true);
            throw failure;
        }
        metrics.registryReachable(true);
        return answer;
    }

    /** Wrong credentials, too: they are ours to mend, and no reason to give up values that are in order. */
    private static boolean isWorthWaiting(Throwable failure) {
        return failure instanceof SchemaRegistryException refused
                && switch (refused.kind()) {
                    case UNAVAILABLE, DENIED -> true;
                    case NOT_FOUND, REFUSED, NOT_AVRO -> false;
                };
    }
}
