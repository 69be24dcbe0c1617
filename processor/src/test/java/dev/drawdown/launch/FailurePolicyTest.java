package dev.drawdown.launch;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final AtomicLong clockMillis = new AtomicLong();
    private final FailurePolicy policy = new FailurePolicy(clockMillis::get);

    @Test
    void shouldTryAgainWithoutEndWhenTheSurroundingsFail() {
        for (int i = 0; i < 1000; i++) {
            assertThat(policy.handle(new StreamsException(new TimeoutException("broker"))))
                    .isEqualTo(REPLACE_THREAD);
        }
        assertThat(policy.fatal()).isNull();
        assertThat(policy.replaced()).isEqualTo(1000);
    }

    @Test
    void shouldStopWhenAnythingElseFailsTooOften() {
        for (int i = 1; i < FailurePolicy.MOST_FAILURES; i++) {
            assertThat(policy.handle(new IllegalStateException("bug"))).isEqualTo(REPLACE_THREAD);
        }

        assertThat(policy.handle(new IllegalStateException("bug"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).isEqualTo("IllegalStateException: bug (10 times within a minute)");
    }

    @Test
    void shouldForgetFailuresThatAreLongAgo() {
        for (int i = 0; i < 1000; i++) {
            clockMillis.addAndGet(FailurePolicy.WINDOW_MILLIS / (FailurePolicy.MOST_FAILURES - 1) + 1);
            assertThat(policy.handle(new IllegalStateException("bug"))).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void shouldStopAtOnceWhenNoRepetitionWouldHelp() {
        assertThat(policy.handle(new StreamsException(new TopicAuthorizationException("usage.events"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).startsWith("TopicAuthorizationException: ");
    }
}
