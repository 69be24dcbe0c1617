package dev.drawdown.topology;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Wallet;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.DeadLetters;
import dev.drawdown.wire.Outcomes;
import dev.drawdown.wire.ProcessingMetrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Tells senders what became of their inputs: an outcome for each command, a dead letter for what cannot be right. */
final class Replies {
    private final Outcomes outcomes;
    private final DeadLetters deadLetters;
    private final ProcessingMetrics metrics;

    Replies(ProcessorContext<byte[], byte[]> context, TopologySettings settings, DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
        metrics = settings.metrics();
        outcomes = new Outcomes(
                context,
                Names.OUTCOMES_SINK,
                AvroEncoder.forTopic(settings.topics().walletOutcomes, settings.registry(), settings.registration()));
    }

    /** An accepted event speaks through its ledger entries; an accepted command is told. */
    void accepted(Arrival arrival, Message message, Decision decision) {
        if (decision.duplicate()) {
            metrics.duplicate();
        } else {
            metrics.accepted(decision.postings().size());
        }
        if (message instanceof Message.Command) {
            outcomes.put(message.id(), message.walletId(), answerOf(decision), arrival.millis());
        }
    }

    /**
     * A command is told; what nobody is told of, or cannot be right as it is, goes to the dead letters.
     *
     * @param wallet as it was found and left, if there is one: its figures say what a refusal was decided on
     */
    void rejected(Arrival arrival, Message message, Outcome outcome, String why, @Nullable Wallet wallet) {
        boolean isCommand = message instanceof Message.Command;
        if (isCommand) {
            metrics.refused(outcome);
            outcomes.put(
                    message.id(),
                    message.walletId(),
                    Outcomes.Answer.rejected(outcome.name(), why)
                            .with(
                                    wallet == null ? null : (Long) wallet.availableMicros(),
                                    wallet == null ? null : (Long) wallet.seq()),
                    arrival.millis());
        }
        if (!isCommand || outcome.kind() != Outcome.Kind.REFUSED) {
            unusable(arrival, outcome.name(), why);
        }
    }

    /** What cannot even be read, or told whose it is. */
    void unusable(Arrival arrival, String code, String why) {
        deadLetters.put(arrival, code, why);
    }

    private static Outcomes.Answer answerOf(Decision decision) {
        Memo.Answer first = decision.answer();
        if (first != null) {
            return new Outcomes.Answer(
                    true,
                    decision.duplicate(),
                    first.outcome().name(),
                    first.message(),
                    first.availableMicros(),
                    first.seq());
        }
        Wallet wallet = decision.wallet();
        return new Outcomes.Answer(
                true,
                decision.duplicate(),
                decision.outcome().name(),
                decision.message(),
                wallet == null ? null : (Long) wallet.availableMicros(),
                wallet == null ? null : (Long) wallet.seq());
    }
}
