package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets Prometheus's own tool read what Prometheus and Grafana are told, and try the rules; skipped by name without it. */
class PromtoolTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requirePromtool() throws Exception {
        assumeTrue(isInstalled(), "promtool is not installed here; Debian's package prometheus has it");
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return promtool("--version").isEmpty();
        } catch (IOException missing) {
            return false;
        }
    }

    /** Returns what it says against it; nothing where all is well. */
    private static String promtool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(Repository.ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said;
    }

    @Test
    void shouldFireWhenItShouldAndOnlyThen() throws Exception {
        assertThat(promtool("test", "rules", "connectors/src/test/resources/alerts-test.yml"))
                .isEmpty();
    }

    @Test
    void shouldTakeTheConfigurationAsItIsMounted() throws Exception {
        Files.writeString(
                directory.resolve("prometheus.yml"),
                Repository.text(Monitoring.FOLDER + "prometheus.yml")
                        .replace("/etc/prometheus/", directory + "/")
                        .replace(PrometheusScript.FOLDER + "/", directory + "/"));
        var _ = PrometheusScript.run(new Compose().environment("prometheus"), directory);
        Files.writeString(directory.resolve("alerts.yml"), Repository.text(Monitoring.FOLDER + "alerts.yml"));

        assertThat(promtool(
                        "check", "config", directory.resolve("prometheus.yml").toString()))
                .isEmpty();
    }

    @Test
    void shouldUnderstandEveryExpressionOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        List<String> expressions = Monitoring.expressionsOfPanels();
        for (int panel = 0; panel < expressions.size(); panel++) {
            rules.append("      - {record: panel_")
                    .append(panel)
                    .append(", expr: '")
                    .append(expressions.get(panel))
                    .append("'}\n");
        }
        Path file = Files.writeString(directory.resolve("panels.yml"), rules);

        assertThat(promtool("check", "rules", file.toString())).isEmpty();
        assertThat(expressions).hasSizeGreaterThan(30);
    }
}
