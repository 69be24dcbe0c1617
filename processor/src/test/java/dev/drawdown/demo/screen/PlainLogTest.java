package dev.drawdown.demo.screen;

import static dev.drawdown.demo.screen.Recorded.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PlainLogTest {
    private final PlainLog log = new PlainLog(new Look(false, true), ZoneOffset.UTC);

    @Test
    void shouldSumUpInOneLine() {
        assertThat(log.summary(LiveBlockTest.picture(3), NOON))
                .startsWith("12:00:00  summary        198 debits/s")
                .contains("12,345 so far", "gates 2 open 0 grace 1 paused", "conserved yes", "spent 1,234.57 USD")
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void shouldAlignTheNews() {
        String paused = log.news(new News(NOON, "gate", "A", "deliveries paused", Tone.BAD));
        String alert = log.news(new News(NOON, "dead letter", "A far longer name than fits here", "bad", Tone.DIM));

        assertThat(paused.indexOf("deliveries paused")).isEqualTo(alert.indexOf("bad"));
    }
}
