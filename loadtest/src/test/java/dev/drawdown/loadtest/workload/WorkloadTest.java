package dev.drawdown.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final int MOVES = 2000;

    private static List<Move> workload(long seed) {
        Instant start = Instant.parse("2026-03-10T12:00:00Z");
        return Workload.of(new Profile("t", seed, start, 16, MOVES, Duration.ofMillis(1), 0.1, 0.01, 0.2));
    }

    @Test
    void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(workload(7).toString()).isEqualTo(workload(7).toString());
        assertThat(workload(7).toString()).isNotEqualTo(workload(8).toString());
    }

    @Test
    void shouldSendAboutAsManyAgainAsAsked() {
        List<Move> moves = workload(7);
        int again = moves.size() - new HashSet<>(moves).size();

        assertThat(again).isBetween(MOVES * 7 / 100, MOVES * 13 / 100);
    }
}
