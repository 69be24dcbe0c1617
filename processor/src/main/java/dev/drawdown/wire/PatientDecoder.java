package dev.drawdown.wire;

import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes one kind of record, and waits where the registry does not answer.
 *
 * <p>A value that cannot be read for want of its schema is neither good nor bad: giving it up would lose it. So the stream
 * waits in place, long enough for a registry to restart; if that was not enough, it stops with an exception, the
 * transaction is undone, and the thread that takes over reads the same record again.
 *
 * @param <T> the generated record
 */
public final class PatientDecoder<T extends SpecificRecord> {
    /** Short of what a consumer may spend between two polls, so that waiting does not look like dying. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AvroDecoder<T> decoder;
    private final ProcessingMetrics metrics;

    public PatientDecoder(Class<T> type, SchemaRegistry registry, ProcessingMetrics metrics) {
        decoder = new AvroDecoder<>(type, registry);
        this.metrics = metrics;
    }

    /** The record that the bytes are; never fails for the registry's sake. */
    public T decode(byte[] bytes) throws UndecodableException {
        try {
            return decoder.decode(bytes);
        } catch (UndecodableException failure) {
            if (failure.reason().isTheValuesFault()) {
                throw failure;
            }
            metrics.registryReachable(false);
            T record = decodePatiently(bytes);
            metrics.registryReachable(true);
            return record;
        }
    }

    private T decodePatiently(byte[] bytes) throws UndecodableException {
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handleIf(PatientDecoder::isRegistryDown)
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .withMaxRetries(-1)
                .withMaxDuration(PATIENCE)
                .build();
        try {
            return Failsafe.with(policy).get(() -> decoder.decode(bytes));
        } catch (FailsafeException gaveUp) {
            if (gaveUp.getCause() instanceof UndecodableException failure
                    && failure.reason().isTheValuesFault()) {
                metrics.registryReachable(true);
                throw failure;
            }
            throw new RegistryUnavailableException(gaveUp);
        }
    }

    private static boolean isRegistryDown(Throwable failure) {
        return failure instanceof UndecodableException undecodable
                && !undecodable.reason().isTheValuesFault();
    }
}
