package dev.drawdown.engine;

/**
 * Why a change was not made.
 *
 * @param message says what was expected, what was found and, where it helps, what to do
 * @param repeated whether this is the answer that an earlier input already got
 */
record Refusal(Outcome outcome, String message, boolean repeated) {
    Refusal(Outcome outcome, String message) {
        this(outcome, message, false);
    }
}
