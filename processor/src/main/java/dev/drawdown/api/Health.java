package dev.drawdown.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is: alive unless only a restart would help, ready when every part of it works.
 *
 * <p>Readiness is looked up at most once a second, however often it is asked for, since a check may cost a request to a
 * broker that is in trouble already.
 */
public final class Health {
    private static final long FRESH_MILLIS = 1000;

    private final HealthCheck alive;
    private final List<HealthCheck> parts;
    private final LongSupplier clockMillis;
    private @Nullable List<Part> lastParts;
    private long lastMillis;

    /**
     * Makes one.
     *
     * @param alive down when only a restart would help
     * @param clockMillis any clock that does not run backwards
     */
    public Health(HealthCheck alive, List<HealthCheck> parts, LongSupplier clockMillis) {
        this.alive = alive;
        this.parts = List.copyOf(parts);
        this.clockMillis = clockMillis;
    }

    /** Returns whether a restart would help. */
    public Part alive() {
        return alive.check();
    }

    /** Returns how every part is. */
    public synchronized List<Part> parts() {
        long nowMillis = clockMillis.getAsLong();
        List<Part> known = lastParts;
        if (known == null || nowMillis - lastMillis >= FRESH_MILLIS) {
            known = look();
            lastParts = known;
            lastMillis = nowMillis;
        }
        return known;
    }

    private List<Part> look() {
        List<Part> looked = new ArrayList<>();
        for (HealthCheck part : parts) {
            looked.add(part.check());
        }
        return List.copyOf(looked);
    }
}
