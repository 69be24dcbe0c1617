package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.api.CallLimits.Turn;
import dev.drawdown.config.CallLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often somebody may call, in virtual time. */
class CallLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final CallLimit TEN_A_MINUTE = CallLimit.parse("10/m");

    /** Any instant, also one just before the numbers run over. */
    private final AtomicLong clockNanos = new AtomicLong(Long.MAX_VALUE - 3 * SECOND);

    private final CallLimits limits = new CallLimits(TEN_A_MINUTE, clockNanos::get);

    private Turn take(String name) {
        return limits.take(name, null);
    }

    private int takeAll(CallLimits from, String name) {
        int granted = 0;
        while (from.take(name, null) instanceof Turn.Granted) {
            granted++;
        }
        return granted;
    }

    @Test
    void shouldGrantAllAtOnceAndThenNoMore() {
        for (int remaining = 9; remaining >= 0; remaining--) {
            assertThat(take("acme")).isEqualTo(new Turn.Granted(TEN_A_MINUTE, remaining, 6L * (10 - remaining)));
        }

        assertThat(take("acme")).isEqualTo(new Turn.TooSoon(TEN_A_MINUTE, 6, 60));
        clockNanos.addAndGet(4 * SECOND);
        assertThat(take("acme")).isEqualTo(new Turn.TooSoon(TEN_A_MINUTE, 2, 56));
    }

    @Test
    void shouldGiveCallsBackEvenly() {
        takeAll(limits, "acme");
        clockNanos.addAndGet(6 * SECOND - 1);
        assertThat(take("acme")).isInstanceOf(Turn.TooSoon.class);
        clockNanos.addAndGet(1);
        assertThat(take("acme")).isEqualTo(new Turn.Granted(TEN_A_MINUTE, 0, 60));
        assertThat(take("acme")).isInstanceOf(Turn.TooSoon.class);

        clockNanos.addAndGet(30 * SECOND);
        assertThat(takeAll(limits, "acme")).isEqualTo(5);
        clockNanos.addAndGet(3600 * SECOND);
        assertThat(takeAll(limits, "acme")).isEqualTo(10);
    }

    @Test
    void shouldCountEachCallerByThemselves() {
        takeAll(limits, "acme");

        assertThat(take("acme")).isInstanceOf(Turn.TooSoon.class);
        assertThat(take("globex")).isInstanceOf(Turn.Granted.class);
    }

    @Test
    void shouldPreferACallersOwnLimit() {
        CallLimit own = CallLimit.parse("1/h");

        assertThat(limits.take("acme", own)).isEqualTo(new Turn.Granted(own, 0, 3600));
        assertThat(limits.take("acme", own)).isEqualTo(new Turn.TooSoon(own, 3600, 3600));
        assertThat(limits.take("ops", CallLimit.NONE)).isEqualTo(new Turn.Uncounted());
    }

    @Test
    void shouldLeaveNoTraceOfACallThatCameTooSoon() {
        takeAll(limits, "acme");
        for (int i = 0; i < 1000; i++) {
            assertThat(take("acme")).isInstanceOf(Turn.TooSoon.class);
        }
        clockNanos.addAndGet(6 * SECOND);

        assertThat(take("acme")).isInstanceOf(Turn.Granted.class);
    }

    @Test
    void shouldForgetWhoHasNotCalledForAWhileAndNotGrowBeyondItsBound() {
        CallLimits small = new CallLimits(TEN_A_MINUTE, clockNanos::get, 3);
        assertThat(takeAll(small, "a")).isEqualTo(10);
        for (String name : List.of("b", "c")) {
            assertThat(small.take(name, null)).isInstanceOf(Turn.Granted.class);
        }

        assertThat(small.take("d", null)).isEqualTo(new Turn.Uncounted());
        assertThat(small.take("a", null)).isInstanceOf(Turn.TooSoon.class);
        clockNanos.addAndGet(6 * SECOND);

        // The buckets of b and c are full again, and make room.
        assertThat(small.take("d", null)).isInstanceOf(Turn.Granted.class);
        assertThat(small.take("e", null)).isInstanceOf(Turn.Granted.class);
        assertThat(small.take("f", null)).isEqualTo(new Turn.Uncounted());
    }

    @Test
    void shouldCountExactlyWhoeverCallsAtTheSameTime() throws Exception {
        CallLimits wide = new CallLimits(CallLimit.parse("1000/h"), clockNanos::get);
        List<Future<Integer>> granted = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                granted.add(threads.submit(() -> takeAll(wide, "acme")));
            }
        }

        int sum = 0;
        for (Future<Integer> each : granted) {
            sum += each.get();
        }
        assertThat(sum).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/s", "600/m", "9999999/h", "none"})
    void shouldWriteALimitAsItIsRead(String text) {
        assertThat(CallLimit.parse(text)).hasToString(text);
    }
}
