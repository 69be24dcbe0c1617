package dev.drawdown.api.jwt;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that somebody else publishes, as they were last read.
 *
 * <p>They are read again behind the callers' backs once they are older than {@code refresh}, and at once when a token names
 * a key that is not among them; but never sooner than {@link #PAUSE_MILLIS} after the last try, whoever asks and however
 * often, so that tokens that somebody makes up cannot be turned against the provider. While keys cannot be read, those from
 * before go on counting until they are older than {@code keep}: beyond it nobody knows which the provider has withdrawn.
 *
 * @param <K> the keys
 */
final class KeyRing<K> {
    static final long PAUSE_MILLIS = 5_000;

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final KeySource source;
    private final Function<String, K> parser;
    private final long refreshMillis;
    private final long keepMillis;
    private final LongSupplier clockMillis;
    private final Executor background;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Known<K> held;
    private volatile long triedMillis;
    private boolean failed;

    /** What is found on the ring. */
    sealed interface Look<K> {}

    /** Keys, as they were then. */
    record Known<K>(K keys, long readMillis) implements Look<K> {}

    /** They cannot be read, and are tried again after so long. */
    record Unreadable<K>(long againMillis) implements Look<K> {}

    /**
     * Makes a ring that reads when it is first looked at.
     *
     * @param parser of what is read; throws {@code IllegalArgumentException} where that is no key set
     * @param clockMillis any clock that does not run backwards
     * @param background where keys are read again that still count
     */
    KeyRing(
            KeySource source,
            Function<String, K> parser,
            Duration refresh,
            Duration keep,
            LongSupplier clockMillis,
            Executor background) {
        this.source = source;
        this.parser = parser;
        refreshMillis = refresh.toMillis();
        keepMillis = keep.toMillis();
        this.clockMillis = clockMillis;
        this.background = background;
        triedMillis = clockMillis.getAsLong() - PAUSE_MILLIS;
    }

    /** Returns the keys that count now. */
    Look<K> look() {
        Known<K> known = held;
        if (known == null || ageMillis(known) >= keepMillis) {
            return lookAgain(known);
        }
        if (ageMillis(known) >= refreshMillis && !reading.isLocked() && untilNextTryMillis() == 0) {
            background.execute(() -> {
                var _ = lookAgain(known);
            });
        }
        return known;
    }

    /** Returns newer keys than those that were seen; the same ones where they have only just been read. */
    Look<K> lookAgain(@Nullable Known<K> seen) {
        reading.lock();
        try {
            if (!isNews(held, seen) && untilNextTryMillis() == 0) {
                read();
            }
            Known<K> known = held;
            boolean isOfNoUse = failed && !isNews(known, seen);
            return known == null || isOfNoUse ? new Unreadable<>(untilNextTryMillis()) : known;
        } finally {
            reading.unlock();
        }
    }

    /** Reads are further apart than what a clock tells apart. */
    private static boolean isNews(@Nullable Known<?> known, @Nullable Known<?> seen) {
        return known != null && (seen == null || known.readMillis() != seen.readMillis());
    }

    /** How old keys are. */
    long ageMillis(Known<K> known) {
        return clockMillis.getAsLong() - known.readMillis();
    }

    /** How old the keys are that are known; negative where there are none. */
    long ageMillis() {
        Known<K> known = held;
        return known == null ? -1 : ageMillis(known);
    }

    long untilNextTryMillis() {
        return Math.max(0, triedMillis + PAUSE_MILLIS - clockMillis.getAsLong());
    }

    private void read() {
        long nowMillis = clockMillis.getAsLong();
        triedMillis = nowMillis;
        try {
            held = new Known<>(parser.apply(source.read()), nowMillis);
            failed = false;
        } catch (IOException | IllegalArgumentException e) {
            failed = true;
            log.warn("Cannot read the keys that JWTs are verified by from {}: {}", source, e.toString());
        }
    }
}
