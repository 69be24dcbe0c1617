package dev.drawdown.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.measure.Latencies;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenResultTest {
    @Test
    void shouldHaveKeptUpIfAQuarterOfASecondWasLeftAtMost() {
        assertThat(leaving(0, 5_000).keptUp()).isTrue();
        assertThat(leaving(0, 5_001).keptUp()).isFalse();
    }

    @Test
    void shouldNotHaveKeptUpIfMuchWaitedMostOfTheTime() {
        assertThat(leaving(5_000, 0).keptUp()).isTrue();
        assertThat(leaving(5_001, 0).keptUp()).isFalse();
        assertThat(leaving(8_000, 12).verdict()).contains("not kept", "8,000", "12 when");
    }

    private static OpenResult leaving(long median, long inputs) {
        return new OpenResult(
                new RunPlan.Mode.Open(20_000, 30, 1_000_000, 0), new Latencies(), Map.of(), median, inputs, null);
    }
}
