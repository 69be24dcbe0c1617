package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the reference page against the code; {@code -Ddrawdown.pages=write} writes it anew. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("METRICS.md");

    @Test
    void pageShouldSayWhatTheCodeSays() throws IOException {
        String page = page();

        if ("write".equals(System.getProperty("drawdown.pages"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    @Test
    void scrapeShouldUseTheNamesOfThePageAndNoOthers() {
        try (Metrics metrics = new Metrics()) {
            metrics.refused(Outcome.NO_WALLET);
            metrics.deadLettered("X");
            metrics.turnedAway("X");
            for (Meter meter : Meter.values()) {
                if (meter.type() == Meter.Type.GAUGE) {
                    metrics.gauge(meter, meter, Meter::ordinal);
                }
            }

            Set<String> scraped = metrics.scrape()
                    .lines()
                    .filter(line -> line.startsWith("drawdown_"))
                    .map(line -> line.split("[{ ]", -1)[0])
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(scraped)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Meter.values()).map(Meter::prometheusName).toList());
        }
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
            # Metrics

            Every instance serves `/metrics` in Prometheus's text format on its HTTP port. These are Drawdown's own; the JVM's
            (`jvm_*`, `process_*`, `system_*`) come beside them, under Micrometer's names. What comes from Kafka's clients is added up
            over threads and partitions, so that a scrape stays small on any number of them.

            Counted is what was processed: what a failure undoes and a thread then processes again counts again.

            | metric | type | label | what it says |
            | --- | --- | --- | --- |
            """);
        for (Meter meter : Meter.values()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            meter.prometheusName(),
                            meter.type() == Meter.Type.COUNTER ? "counter" : "gauge",
                            meter.tag().isEmpty() ? "" : "`" + meter.tag().replace(",", "`, `") + "`",
                            meter.help()));
        }
        return page.toString();
    }
}
