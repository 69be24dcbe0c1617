package dev.drawdown.payments;

/**
 * What follows from an event: the state to be written, and one thing to be done.
 *
 * <p>What is told or flagged is a record like the state itself, and is written with it as one, so that neither is lost
 * without the other. Calls are made after that, and may be lost with the process: the state knows to make them again.
 */
public record PaymentStep(PaymentState state, Action action) {

    /** What is to be done. */
    public sealed interface Action {
        /** Nothing; when it was a new attempt, {@link PaymentEvent.Kept} follows. */
        record Nothing() implements Action {}

        /** Make the attempt: {@link PaymentGateway#collect}. */
        record Collect(ChargeRequest request) implements Action {}

        /** Find out how it stands: {@link PaymentGateway#look}. */
        record Look(ChargeRequest request) implements Action {}

        /** Tell whoever asked how it stands. */
        record Tell(int attempt, PaymentResult result) implements Action {}

        /** Tell people that nothing is known for too long. */
        record Flag(int attempt, String reason) implements Action {}
    }
}
