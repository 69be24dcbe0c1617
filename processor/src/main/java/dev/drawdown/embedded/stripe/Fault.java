package dev.drawdown.embedded.stripe;

import java.util.Locale;

/** What can be made to go wrong with a call. */
public enum Fault {
    /** Nothing is done, and no answer comes. */
    TIMEOUT,
    /** It is done, and no answer comes. */
    CHARGED_THEN_TIMEOUT,
    /** Nothing is done; the answer is a 500, which its key repeats. */
    ERROR,
    /** It is done; the answer is a 500 all the same, which its key repeats. */
    CHARGED_THEN_ERROR,
    /** Nothing is done, and the connection ends. */
    RESET,
    /** It is done, and the connection ends. */
    CHARGED_THEN_RESET,
    /** It is done after a while; meanwhile its key is in use. */
    SLOW,
    /** Nothing is done; the answer is a 429 that says when to come again. */
    RATE_LIMITED;

    /** Returns its name on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
