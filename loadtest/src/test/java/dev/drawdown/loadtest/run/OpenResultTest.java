package dev.drawdown.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.measure.Latencies;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenResultTest {
    @Test
    void shouldHaveKeptUpIfAQuarterOfASecondWasLeftAtMost() {
        assertThat(leaving(5_000).keptUp()).isTrue();
        assertThat(leaving(5_001).keptUp()).isFalse();
    }

    private static OpenResult leaving(long inputs) {
        return new OpenResult(new RunPlan.Mode.Open(20_000, 30, 1_000_000, 0), new Latencies(), Map.of(), inputs, null);
    }
}
