package dev.drawdown.wire;

import dev.drawdown.engine.Outcome;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.serde.AvroEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Answers commands: one outcome each, under the id that the command was addressed to. */
public final class Outcomes {
    private final ProcessorContext<byte[], byte[]> context;
    private final String sink;
    private final AvroEncoder<CommandOutcome> encoder;

    public Outcomes(ProcessorContext<byte[], byte[]> context, String sink, AvroEncoder<CommandOutcome> encoder) {
        this.context = context;
        this.sink = sink;
        this.encoder = encoder;
    }

    /** What a command is told, beside its id and the wallet's or owner's. */
    public record Answer(
            boolean accepted,
            boolean duplicate,
            String code,
            String message,
            @Nullable Long availableMicros,
            @Nullable Long seq) {

        /** The answer to a command that changed nothing. */
        public static Answer rejected(String code, String message) {
            return new Answer(false, false, code, message, null, null);
        }

        /** The same, with the figures of the wallet that it is about. */
        public Answer with(@Nullable Long available, @Nullable Long lastSeq) {
            return new Answer(accepted, duplicate, code, message, available, lastSeq);
        }

        /** The answer of a decision that has no figures to give. */
        public static Answer of(Outcome outcome, boolean duplicate, String message) {
            return new Answer(outcome.kind() == Outcome.Kind.DONE, duplicate, outcome.name(), message, null, null);
        }
    }

    public void put(String commandId, String walletOrOwnerId, Answer answer, long atMillis) {
        CommandOutcome outcome = new CommandOutcome();
        outcome.setCommandId(commandId);
        outcome.setWalletId(walletOrOwnerId);
        outcome.setStatus(answer.accepted() ? "ACCEPTED" : "REJECTED");
        outcome.setDuplicate(answer.duplicate());
        outcome.setCode(answer.code());
        outcome.setMessage(answer.message());
        Long available = answer.availableMicros();
        outcome.setAvailable(available == null ? null : Money.decimal(available));
        outcome.setSeq(answer.seq());
        outcome.setAt(Instant.ofEpochMilli(atMillis));
        byte[] key = walletOrOwnerId.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, encoder.encode(outcome), atMillis), sink);
    }
}
