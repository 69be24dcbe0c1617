package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.measure.Latencies;
import java.util.Locale;

/**
 * How long reads of balances took at a fixed rate.
 *
 * @param unanswered how many were not answered, or with anything but the wallet
 */
public record ReadResult(int perSecond, Latencies latencies, long unanswered) {

    String summary() {
        return String.format(
                Locale.ROOT,
                "balances at %,d/s: p50 %.1f ms, p99 %.1f ms, most %.0f ms over %,d reads, %,d not answered",
                perSecond,
                latencies.millisAt(50),
                latencies.millisAt(99),
                latencies.millisAt(100),
                latencies.count(),
                unanswered);
    }
}
