package dev.drawdown.payments;

import java.util.List;

/**
 * What follows from an event: the state to be written, and one thing to be done.
 *
 * <p>What is told or flagged is a record like the state itself, and is written with it as one, so that neither is lost
 * without the other. Calls are made after that, and may be lost with the process: the state knows to make them again.
 */
public record PaymentStep(PaymentState state, Action action) {

    /** What is to be done. */
    public sealed interface Action {
        /** Nothing. */
        record Nothing() implements Action {}

        /** Read the state back once it is committed; {@link PaymentEvent.Kept} follows. */
        record ReadBack() implements Action {}

        /** Make the attempt. */
        record Collect(PaymentCall call) implements Action {}

        /** Find out how the attempt stands. */
        record Look(PaymentCall call) implements Action {}

        /** Find out what has become of a payment since: {@link PaymentRecords#charge}. */
        record Review(String chargeId) implements Action {}

        /** Tell whoever asked how it stands. */
        record Tell(int attempt, PaymentResult result) implements Action {}

        /** Tell whoever asked what has become of the money that was paid. */
        record TellLater(int attempt, List<News> news) implements Action {
            public TellLater {
                news = List.copyOf(news);
            }
        }

        /** Tell people that nothing is known for too long. */
        record Flag(int attempt, String reason) implements Action {}
    }

    /** What may become of money that was paid. */
    public sealed interface News {
        /** So much of it has been given back, all refunds together. */
        record Refunded(long totalMicros) implements News {}

        /** The customer's bank has taken so much back. */
        record Disputed(long micros) implements News {}

        /** The bank has given it back to us. */
        record DisputeWon() implements News {}
    }
}
