package dev.drawdown.api;

import java.net.URI;
import java.util.List;

/**
 * What an instance finds of a key in the state that it has.
 *
 * @param <T> what is looked for
 */
public sealed interface Found<T> {
    /** It is here. */
    record Here<T>(T value, Freshness freshness) implements Found<T> {}

    /** There is none. */
    record Absent<T>(Freshness freshness) implements Found<T> {}

    /** What is here is older than what the caller knows of. */
    record Behind<T>() implements Found<T> {}

    /**
     * Others have it.
     *
     * @param instances the one that works on it first, then those that stand by
     */
    record Elsewhere<T>(List<URI> instances) implements Found<T> {
        public Elsewhere {
            instances = List.copyOf(instances);
        }
    }

    /**
     * Nobody can say just now, as while work moves from one instance to another.
     *
     * @param why for people
     */
    record Unknown<T>(String why) implements Found<T> {}

    /**
     * How fresh an answer is.
     *
     * @param active whether it comes from the instance that works on it, rather than one that stands by
     * @param behindRecords how many changes a standby has not read yet, as far as it knows
     */
    record Freshness(boolean active, long behindRecords) {
        public static final Freshness ACTIVE = new Freshness(true, 0);

        /** Returns how fresh an answer is that is made of two. */
        Freshness and(Freshness other) {
            return new Freshness(active && other.active, behindRecords + other.behindRecords);
        }
    }
}
