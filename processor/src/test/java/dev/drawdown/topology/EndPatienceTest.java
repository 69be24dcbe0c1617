package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EndPatienceTest {
    private static final TopicPartition ONE = new TopicPartition("usage.events", 1);
    private static final TopicPartition OTHER = new TopicPartition("usage.events", 2);

    private final EndPatience patience = new EndPatience();

    @Test
    void shouldAskWhoeverAnswersAtAnyTime() {
        for (long second = 0; second < 3; second++) {
            assertThat(patience.toAsk(ONE, at(second))).isEqualTo(Duration.ofSeconds(2));
            patience.answered(ONE);
        }
    }

    @Test
    void shouldAskTheSilentSeldomAndShortlyAndOthersAsBefore() {
        patience.silent(ONE, at(0));

        assertThat(patience.toAsk(OTHER, at(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(patience.toAsk(ONE, at(9))).isNull();
        assertThat(patience.toAsk(ONE, at(10))).isEqualTo(Duration.ofMillis(500));

        patience.answered(ONE);
        assertThat(patience.toAsk(ONE, at(10))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldAskNobodyForAMomentAfterASilence() {
        patience.silent(ONE, at(0));

        assertThat(patience.toAsk(OTHER, at(0) + 999_999_999)).isNull();
        assertThat(patience.toAsk(OTHER, at(1))).isNotNull();
    }

    /** Its clock may turn over. */
    private static long at(long seconds) {
        return Long.MAX_VALUE - 1_000_000_000 + Duration.ofSeconds(seconds).toNanos();
    }
}
