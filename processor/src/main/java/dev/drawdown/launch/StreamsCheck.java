package dev.drawdown.launch;

import dev.drawdown.api.Part;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Looks at the topology: is it running, and if not, why. */
final class StreamsCheck {
    private static final String NAME = "streams";

    private final KafkaStreams streams;
    private final RestoreProgress restoring;
    private final FailurePolicy failures;

    StreamsCheck(KafkaStreams streams, RestoreProgress restoring, FailurePolicy failures) {
        this.streams = streams;
        this.restoring = restoring;
        this.failures = failures;
    }

    Part ready() {
        KafkaStreams.State state = streams.state();
        String fatal = failures.fatal();
        if (fatal != null) {
            return Part.down(NAME, state + ": " + fatal);
        }
        long remaining = restoring.remainingRecords();
        if (remaining > 0) {
            return Part.down(NAME, "restoring state, " + remaining + " records to go");
        }
        return state == KafkaStreams.State.RUNNING
                ? Part.up(NAME, state.toString())
                : Part.down(NAME, state.toString());
    }

    Part alive() {
        @Nullable String fatal = failures.fatal();
        if (fatal != null) {
            return Part.down(NAME, "processing has stopped: " + fatal);
        }
        if (streams.state() == KafkaStreams.State.ERROR) {
            return Part.down(NAME, "processing has stopped; the log says why");
        }
        return Part.up(NAME, "alive");
    }
}
