package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/**
 * Starts the whole of {@code docker-compose.yml}, where Docker with compose runs and {@code -Ddrawdown.docker=true} asks for it,
 * since it downloads a gigabyte of images; elsewhere it is skipped by name.
 */
class ComposeUpTest {
    private static final long PROBE_SECONDS = 20;
    private static final List<String> PORTS = List.of(
            "KAFKA_PORT",
            "REGISTRY_PORT",
            "HTTP_PORT",
            "WAREHOUSE_PORT",
            "CONNECT_PORT",
            "PROMETHEUS_PORT",
            "GRAFANA_PORT");

    private final Map<String, String> environment = new HashMap<>();

    @Test
    @Timeout(1800)
    void shouldComeUpWithEverySinkRegistered() throws Exception {
        assumeTrue(Boolean.getBoolean("drawdown.docker"), "Nobody asked for it by -Ddrawdown.docker=true");
        assumeTrue(succeeds("docker", "info"), "Docker does not run here");
        assumeTrue(succeeds("docker", "compose", "version"), "Docker has no compose here");
        for (String port : PORTS) {
            environment.put(port, Integer.toString(freePort()));
        }
        environment.put("WAREHOUSE_PASSWORD", UUID.randomUUID().toString());
        environment.put("GRAFANA_PASSWORD", UUID.randomUUID().toString());

        try {
            assertThat(compose("up", "--build", "--detach")).isZero();
            assertThat(compose("wait", "sinks")).as("the sinks' registration").isZero();

            assertThat(get("HTTP_PORT", "/health/ready")).contains("READY");
            for (Tree sink : new Tree(new Yaml().load(get("CONNECT_PORT", "/connectors"))).items()) {
                assertThat(get("CONNECT_PORT", "/connectors/" + sink.text() + "/status"))
                        .doesNotContain("FAILED");
            }
            assertThat(get("CONNECT_PORT", "/connectors")).contains("warehouse-ledger", "warehouse-balances");
            assertThat(get("PROMETHEUS_PORT", "/api/v1/rules")).contains("DrawdownBehind");
            assertThat(get("GRAFANA_PORT", "/api/health")).contains("ok");
        } finally {
            assertThat(compose("down", "--volumes", "--timeout", "60")).isZero();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private int compose(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("docker", "compose", "--project-name", "drawdown-test"), Stream.of(words))
                .toList();
        ProcessBuilder process =
                new ProcessBuilder(command).directory(Repository.ROOT.toFile()).inheritIO();
        process.environment().putAll(environment);
        return process.start().waitFor();
    }

    private String get(String port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + environment.get(port) + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
