package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private final StringWriter out = new StringWriter();
    private long nanos;

    private ProgressLine progress(boolean isLive) {
        return new ProgressLine(new PrintWriter(out, true), isLive, () -> nanos);
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void shouldSayNothingForTwoSeconds() {
        ProgressLine progress = progress(true);
        pass(1_999);
        progress.share("Ledger", 1, 2);
        progress.end();
        assertThat(out.toString()).isEmpty();

        pass(1);
        progress.share("Ledger", 1, 2);
        assertThat(out.toString()).endsWith("Ledger   ###############...............  50 %  1 of 2");
    }

    @Test
    void shouldDrawOverItsLineAndLeaveNone() {
        ProgressLine progress = progress(true);
        pass(2_000);
        progress.count("Stripe", 1_000);
        pass(199);
        progress.count("Stripe", 2_000);
        pass(1);
        progress.count("Stripe", 3_000);
        progress.end();

        assertThat(out.toString()).isEqualTo("\r\u001b[KStripe   1,000\r\u001b[KStripe   3,000\r\u001b[K");
    }

    @Test
    void shouldWriteALineNowAndThenWhereNothingCanBeDrawnOver() {
        ProgressLine progress = progress(false);
        for (int second = 0; second < 25; second++) {
            pass(1_000);
            progress.share("Ledger", second, 0);
        }
        progress.end();

        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.contains("100 %"));
    }
}
