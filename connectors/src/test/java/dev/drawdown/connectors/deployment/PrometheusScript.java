package dev.drawdown.connectors.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the script that starts Prometheus makes of the environment. */
final class PrometheusScript {
    /** Where it writes in the container. */
    static final String FOLDER = "/run/prometheus";

    private PrometheusScript() {}

    /** Lets the script write to {@code folder}; returns the arguments that Prometheus would get. */
    static String run(Map<String, String> environment, Path folder) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                "sh", Repository.file(Monitoring.FOLDER + "prometheus.sh").toString());
        script.environment().putAll(environment);
        script.environment().put("PROMETHEUS_FOLDER", folder.toString());
        script.environment().put("PROMETHEUS_PROGRAM", "echo");
        Process process = script.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("Expected the script to end well, but it said " + said);
        }
        return said;
    }

    /** Returns the files in which a part of Prometheus' configuration looks for addresses. */
    static List<String> files(Tree part) {
        return part.at("file_sd_configs").items().stream()
                .flatMap(lookup -> lookup.at("files").texts().stream())
                .toList();
    }
}
