package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How much of a body is taken, and for how long it is waited for, in virtual time. */
class BodyReaderTest {
    private static final byte[] BODY = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

    private final AtomicLong clockNanos = new AtomicLong(Long.MAX_VALUE - 1);

    /** Hands out one byte at a time, each of which takes as long to come. */
    private InputStream dripping(long nanosPerByte) {
        return new ByteArrayInputStream(BODY) {
            @Override
            public synchronized int read(byte[] buffer, int from, int length) {
                clockNanos.addAndGet(nanosPerByte);
                return super.read(buffer, from, Math.min(length, 1));
            }
        };
    }

    @Test
    void shouldTakeABodyAsLargeAsItMayBeAndNoLarger() throws IOException {
        assertThat(BodyReader.read(new ByteArrayInputStream(BODY), BODY.length, clockNanos::get))
                .isEqualTo(BODY);
        assertThatThrownBy(() -> BodyReader.read(new ByteArrayInputStream(BODY), BODY.length - 1, clockNanos::get))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Expected a body of at most 7 bytes");
    }

    @Test
    void shouldWaitForABodyOnlySoLong() throws IOException {
        long inTime = BodyReader.PATIENCE_SECONDS * 1_000_000_000L / BODY.length;

        assertThat(BodyReader.read(dripping(inTime), 100, clockNanos::get)).isEqualTo(BODY);
        assertThatThrownBy(() -> BodyReader.read(dripping(inTime + 1), 100, clockNanos::get))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Expected the whole body within 30 s");
    }
}
