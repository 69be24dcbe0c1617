package dev.drawdown.launch;

import dev.drawdown.api.Part;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Looks at a graph of Kafka Streams: is it running, and if not, why. */
final class StreamsCheck {
    private final String name;
    private final KafkaStreams streams;
    private final RestoreProgress restoring;
    private final FailurePolicy failures;

    StreamsCheck(String name, KafkaStreams streams, RestoreProgress restoring, FailurePolicy failures) {
        this.name = name;
        this.streams = streams;
        this.restoring = restoring;
        this.failures = failures;
    }

    Part ready() {
        KafkaStreams.State state = streams.state();
        String fatal = failures.fatal();
        if (fatal != null) {
            return Part.down(name, state + ": " + fatal);
        }
        long remaining = restoring.remainingRecords();
        if (remaining > 0) {
            return Part.down(name, "restoring state, " + remaining + " records to go");
        }
        return state == KafkaStreams.State.RUNNING
                ? Part.up(name, state.toString())
                : Part.down(name, state.toString());
    }

    Part alive() {
        @Nullable String fatal = failures.fatal();
        if (fatal != null) {
            return Part.down(name, "processing has stopped: " + fatal);
        }
        if (streams.state() == KafkaStreams.State.ERROR) {
            return Part.down(name, "processing has stopped; the log says why");
        }
        return Part.up(name, "alive");
    }
}
