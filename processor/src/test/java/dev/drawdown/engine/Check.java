package dev.drawdown.engine;

import java.util.function.Supplier;

/** Assertions that cost nothing while they hold, for what is checked after each of millions of decisions. */
final class Check {
    private Check() {}

    static void that(boolean holds, Supplier<String> expectation) {
        if (!holds) {
            throw new AssertionError("Expected " + expectation.get());
        }
    }

    static void equal(long actual, long expected, Supplier<String> what) {
        if (actual != expected) {
            throw new AssertionError("Expected " + what.get() + " to be " + expected + ", but it is " + actual);
        }
    }
}
