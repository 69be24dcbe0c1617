package dev.drawdown.launch;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.embedded.Embedded;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two instances of the real program, over an in-process cluster, and a client that may do everything. */
final class TwoInstances implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    final Service first;
    final Service second;
    private final Path folder;
    private final String roles;
    private final DemoTokens tokens;
    private final Embedded embedded = Embedded.openTemporary();

    TwoInstances(Path folder, String roles) throws InterruptedException {
        this.folder = folder;
        this.roles = roles;
        tokens = DemoTokens.make(folder, new SecureRandom());
        try (Cluster cluster = Cluster.connect(config("one"))) {
            cluster.createTopics(4, 1);
        }
        first = Service.start(config("one"));
        second = Service.start(config("two"));
        if (!first.awaitProcessing(LIMIT) || !second.awaitProcessing(LIMIT)) {
            throw new AssertionError("Expected both instances to process, but one does not");
        }
    }

    List<Service> both() {
        return List.of(first, second);
    }

    private DrawdownConfig config(String instance) {
        Map<String, String> settings = new HashMap<>();
        settings.put("drawdown.roles", roles);
        settings.put("drawdown.access.tokens", tokens.file().toString());
        settings.put("drawdown.application.id", "http-api");
        settings.put("drawdown.state.dir", folder.resolve(instance).toString());
        settings.put("drawdown.stream.threads", "1");
        settings.put("drawdown.http.bind", "127.0.0.1");
        settings.put("drawdown.http.port", "0");
        settings.put("drawdown.http.write.timeout", "30s");
        settings.put("drawdown.registry.url", embedded.registryUrl());
        settings.put("kafka.bootstrap.servers", embedded.bootstrap());
        return ConfigReader.read(null, Map.of(), settings);
    }

    /** Reads as one that has heard of no later command than this. */
    HttpResponse<String> getAfter(Service instance, String path, String commandId) throws Exception {
        return ApiClient.getAfter(instance, path, String.valueOf(tokens.byRole().get("operator")), commandId);
    }

    HttpResponse<String> get(Service instance, String path, String role) throws Exception {
        return send(instance, "GET", path, role, null, null);
    }

    HttpResponse<String> post(Service instance, String path, String key, String body) throws Exception {
        return send(instance, "POST", path, "operator", key, body);
    }

    HttpResponse<String> send(
            Service instance, String method, String path, String role, @Nullable String key, @Nullable String body)
            throws Exception {
        return ApiClient.send(
                instance, method, path, String.valueOf(tokens.byRole().get(role)), key, body);
    }

    @Override
    public void close() {
        second.close();
        first.close();
        embedded.close();
    }
}
