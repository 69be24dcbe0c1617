package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts Prometheus, with the variables of {@code docker-compose.yml}. */
class PrometheusScriptTest {
    private final Compose compose = new Compose();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldScrapeAndTellWhomTheEnvironmentNames() throws Exception {
        Map<String, String> given = Map.of(
                "PROCESSOR_TARGETS", "one:8080,two:8080",
                "ALERTMANAGER_TARGETS", "alerts:9093",
                "PROMETHEUS_RETENTION", "90d");

        String arguments = PrometheusScript.run(compose.environment("prometheus", given), directory);

        assertThat(targets("processors.json")).containsExactly("one:8080", "two:8080");
        assertThat(targets("alertmanagers.json")).containsExactly("alerts:9093");
        assertThat(arguments)
                .contains("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.retention.time=90d");
    }

    @Test
    void shouldTellNobodyOfAlertsUnlessSomebodyIsNamed() throws Exception {
        var _ = PrometheusScript.run(compose.environment("prometheus"), directory);

        assertThat(targets("processors.json")).containsExactly("processor:8080");
        assertThat(targets("workers.json")).containsExactly("connect:9404");
        assertThat(targets("alertmanagers.json")).isEmpty();
        assertThat(Files.readString(directory.resolve("token"))).isEmpty();
    }

    @Test
    void shouldKeepTheTokenToItself() throws Exception {
        String arguments =
                PrometheusScript.run(compose.environment("prometheus", Map.of("METRICS_TOKEN", "t0ken")), directory);

        assertThat(Files.readString(directory.resolve("token"))).isEqualTo("t0ken");
        assertThat(Files.getPosixFilePermissions(directory.resolve("token")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(arguments).doesNotContain("t0ken");
    }

    private List<String> targets(String file) {
        return Repository.yaml(directory.resolve(file).toString())
                .items()
                .getFirst()
                .at("targets")
                .texts();
    }
}
