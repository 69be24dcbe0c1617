package dev.drawdown.store;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A task's context that says the least a store can live on, and notes what registers. */
final class FixedStoreContext implements StateStoreContext {
    static final String APPLICATION = "app";
    static final int PARTITION = 3;

    private final File directory;
    private @Nullable StateStore registered;

    FixedStoreContext(File directory) {
        this.directory = directory;
    }

    @Nullable
    StateStore registered() {
        return registered;
    }

    @Override
    public String applicationId() {
        return APPLICATION;
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, PARTITION);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public Serde<?> keySerde() {
        return Serdes.ByteArray();
    }

    @Override
    public Serde<?> valueSerde() {
        return Serdes.ByteArray();
    }

    @Override
    public File stateDir() {
        return directory;
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException("There are no metrics");
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restoring) {
        registered = store;
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restoring, CommitCallback committing) {
        registered = store;
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }
}
