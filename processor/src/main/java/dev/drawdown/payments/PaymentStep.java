package dev.drawdown.payments;

/** What follows from an event: the state to be written, and then one thing to be done. */
public record PaymentStep(PaymentState state, Action action) {

    /** What is to be done once the state is written. */
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
