package dev.drawdown.loadtest.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress progress(boolean live, Charset charset) {
        return new Progress(new PrintStream(bytes, true, charset), live);
    }

    @Test
    void shouldShowShareRateAndLag() {
        assertThat(progress(true, StandardCharsets.UTF_8).line("drain", 500_000, 1_000_000, 12_345.6, "  lag 500,000"))
                .isEqualTo("drain                  ███████████████░░░░░░░░░░░░░░░  50 %  500,000 of 1,000,000  12,346/s"
                        + "  lag 500,000");
    }

    @Test
    void shouldDrawWithWhatTheTerminalHas() {
        assertThat(progress(true, StandardCharsets.US_ASCII).line("audit", 1, 3, 0, ""))
                .contains("##########....................");
    }

    @Test
    void shouldKeepAPlainLogTidy() {
        Progress progress = progress(false, StandardCharsets.UTF_8);

        progress.begin("opening wallets");
        for (int i = 0; i < 1000; i++) {
            progress.show(i, 1000, "");
        }
        progress.end("1,000 wallets");

        String said = bytes.toString(StandardCharsets.UTF_8);
        assertThat(said).startsWith("opening wallets: 1,000 wallets (").doesNotContain("\r", "\u001b");
        assertThat(said.lines()).hasSize(1);
    }

    @Test
    void shouldRedrawOnATerminalAndLeaveTheSummary() {
        Progress progress = progress(true, StandardCharsets.UTF_8);

        progress.begin("audit");
        progress.show(1, 2, "");
        progress.end("clean");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\r\u001b[Kaudit ...", " 50 %", "audit: clean");
    }
}
