package dev.drawdown.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.loadtest.LoadtestFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTest {
    /** Each look finds another hundred due, and only ten of these done. */
    @Test
    void shouldSeeWhatTheSenderHasNotSentYetToo() {
        AtomicLong looks = new AtomicLong();
        Waiting waiting = new Waiting(nanos -> looks.incrementAndGet() * 100, 300, () -> looks.get() * 10);

        assertThat(waiting.seen()).isEqualTo(new Waiting.Seen(180, 270));
    }

    @Test
    void shouldTellTheMiddleAndTheEnd() {
        assertThat(Waiting.Seen.of(List.of(9L, 1L, 8L, 2L, 5L))).isEqualTo(new Waiting.Seen(5, 5));
        assertThat(Waiting.Seen.of(List.of(9L, 1L, 5L, 8L, 2L))).isEqualTo(new Waiting.Seen(5, 8));
        assertThat(Waiting.Seen.of(List.of(3L))).isEqualTo(new Waiting.Seen(3, 3));
        assertThat(Waiting.Seen.of(List.of())).isEqualTo(new Waiting.Seen(0, 0));
    }

    @Test
    void shouldNotTakeNoAnswerForNothingThatWaits() {
        Waiting waiting = new Waiting(nanos -> 1, 300, () -> {
            throw new LoadtestFailure("no answer");
        });

        assertThatThrownBy(waiting::seen).hasMessage("no answer");
    }
}
