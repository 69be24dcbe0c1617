package dev.drawdown.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MetronomeTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldNotDriftHoweverManyBeatsThereAre() {
        Metronome metronome = new Metronome(7, 30_000);

        assertThat(metronome.intended(0)).isEqualTo(7);
        assertThat(metronome.intended(1)).isEqualTo(7 + 33_333);
        assertThat(metronome.intended(30_000L * 86_400)).isEqualTo(7 + 86_400 * SECOND);
    }

    @Test
    void shouldCountTheBeatsThatWereDue() {
        Metronome metronome = new Metronome(7, 500);

        assertThat(metronome.beatsUntil(7)).isZero();
        assertThat(metronome.beatsUntil(8)).isEqualTo(1);
        assertThat(metronome.beatsUntil(7 + SECOND)).isEqualTo(500);
        assertThat(metronome.beatsUntil(8 + SECOND)).isEqualTo(501);
    }

    @Test
    @Timeout(10)
    void shouldWaitUntilABeatIsDue() {
        Metronome metronome = new Metronome(System.nanoTime(), 1_000);

        metronome.await(5);

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(metronome.intended(5));
    }

    @Test
    void shouldNotWaitForWhatIsPast() {
        Metronome metronome = new Metronome(System.nanoTime() - SECOND, 1_000);

        boolean isDue = metronome.await(1_000, () -> {
            throw new AssertionError("Expected no wait, but there is one");
        });

        assertThat(isDue).isTrue();
    }

    @Test
    @Timeout(10)
    void shouldNotWaitForWhatIsOver() {
        Metronome metronome = new Metronome(System.nanoTime() + 3_600 * SECOND, 1);
        AtomicInteger asked = new AtomicInteger();

        assertThat(metronome.await(0, () -> asked.incrementAndGet() > 2)).isFalse();
        assertThat(asked).hasValue(3);
    }
}
