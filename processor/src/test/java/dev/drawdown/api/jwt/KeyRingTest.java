package dev.drawdown.api.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When keys are read, in virtual time. */
class KeyRingTest {
    private final AtomicLong clockMillis = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Runnable> background = new ArrayList<>();
    private volatile boolean away;
    private final KeyRing<String> ring = new KeyRing<>(
            this::read,
            KeyRingTest::parse,
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            clockMillis::get,
            background::add);

    private String read() throws IOException {
        int read = reads.incrementAndGet();
        if (away) {
            throw new IOException("away");
        }
        return "keys-" + read;
    }

    private static String parse(String text) {
        if (text.equals("keys-4")) {
            throw new IllegalArgumentException("no keys");
        }
        return text;
    }

    private static String keys(KeyRing.Look<String> look) {
        return switch (look) {
            case KeyRing.Known<String>(String keys, long _) -> keys;
            case KeyRing.Unreadable<String>(long againMillis) -> "again in " + againMillis;
        };
    }

    private KeyRing.Known<String> known() {
        return switch (ring.look()) {
            case KeyRing.Known<String> known -> known;
            case KeyRing.Unreadable<String> _ -> throw new AssertionError("Expected keys, but there are none");
        };
    }

    @Test
    void shouldReadWhenFirstAskedAndNotAgain() {
        assertThat(reads).hasValue(0);
        assertThat(keys(ring.look())).isEqualTo("keys-1");
        clockMillis.set(59_999);

        assertThat(keys(ring.look())).isEqualTo("keys-1");
        assertThat(background).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void shouldReadAgainBehindTheCallersBacks() {
        var _ = ring.look();
        clockMillis.set(60_000);

        assertThat(keys(ring.look())).isEqualTo("keys-1");
        assertThat(keys(ring.look())).isEqualTo("keys-1");
        assertThat(reads).hasValue(1);
        background.forEach(Runnable::run);

        assertThat(keys(ring.look())).isEqualTo("keys-2");
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldLookForNewerKeysButNotAllTheTime() {
        KeyRing.Known<String> seen = known();

        assertThat(keys(ring.lookAgain(seen))).isEqualTo("keys-1");
        clockMillis.set(KeyRing.PAUSE_MILLIS);
        assertThat(keys(ring.lookAgain(seen))).isEqualTo("keys-2");
        // Whoever missed a key among the same old ones need not ask again.
        clockMillis.set(2 * KeyRing.PAUSE_MILLIS);
        assertThat(keys(ring.lookAgain(seen))).isEqualTo("keys-2");
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldSayThatNobodyKnowsWhileNothingCanBeRead() {
        away = true;
        assertThat(keys(ring.look())).isEqualTo("again in 5000");
        clockMillis.set(2_000);
        assertThat(keys(ring.look())).isEqualTo("again in 3000");
        assertThat(reads).hasValue(1);

        away = false;
        clockMillis.set(5_000);
        assertThat(keys(ring.look())).isEqualTo("keys-2");
    }

    @Test
    void shouldKeepKeysForAWhileThatCannotBeReadAgain() {
        KeyRing.Known<String> seen = known();
        away = true;
        clockMillis.set(599_999);
        assertThat(keys(ring.look())).isEqualTo("keys-1");
        background.forEach(Runnable::run);
        assertThat(keys(ring.look())).isEqualTo("keys-1");
        assertThat(keys(ring.lookAgain(seen))).isEqualTo("again in 5000");

        clockMillis.set(600_000);
        assertThat(keys(ring.look())).isEqualTo("again in 4999");
        clockMillis.set(604_999);
        assertThat(keys(ring.look())).isEqualTo("again in 5000");
        assertThat(reads).hasValue(3);
    }

    @Test
    void shouldKeepTheKeysWhereWhatIsReadIsNone() {
        KeyRing.Known<String> seen = known();
        for (int read = 2; read <= 3; read++) {
            clockMillis.addAndGet(KeyRing.PAUSE_MILLIS);
            var _ = ring.lookAgain(seen);
            seen = known();
        }
        clockMillis.addAndGet(KeyRing.PAUSE_MILLIS);

        assertThat(keys(ring.lookAgain(seen))).isEqualTo("again in 5000");
        assertThat(keys(ring.look())).isEqualTo("keys-3");
        assertThat(ring.ageMillis()).isEqualTo(KeyRing.PAUSE_MILLIS);
    }

    @Test
    void shouldReadOnceForAllWhoAskAtTheSameTime() throws Exception {
        int callers = 50;
        CountDownLatch ready = new CountDownLatch(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> found = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                found.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return keys(ring.look());
                }));
            }
            for (Future<String> each : found) {
                assertThat(each.get()).isEqualTo("keys-1");
            }
        }
        assertThat(reads).hasValue(1);
    }
}
