package dev.drawdown.launch;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.testing.KafkaProbe;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Two instances of the real program, over an in-process cluster, and a client that may do everything. */
final class TwoInstances implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    final Service first;
    final Service second;
    private final Path folder;
    private final Map<String, String> settings;
    private final DemoTokens tokens;
    private final Embedded embedded = Embedded.openTemporary();

    /** @param settings of both, besides what they need to be two of a cluster; their roles at least */
    TwoInstances(Path folder, Map<String, String> settings) throws InterruptedException {
        this.folder = folder;
        this.settings = Map.copyOf(settings);
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
        Map<String, String> all = new HashMap<>(settings);
        all.put("drawdown.access.tokens", tokens.file().toString());
        all.put("drawdown.application.id", "http-api");
        all.put("drawdown.state.dir", folder.resolve(instance).toString());
        all.put("drawdown.stream.threads", "1");
        all.put("drawdown.http.bind", "127.0.0.1");
        all.put("drawdown.http.port", "0");
        all.put("drawdown.http.write.timeout", "30s");
        all.put("drawdown.registry.url", embedded.registryUrl());
        all.put("kafka.bootstrap.servers", embedded.bootstrap());
        return ConfigReader.read(null, Map.of(), all);
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

    /** Returns what has been committed to a topic, in the order of each partition. */
    <T extends SpecificRecord> List<T> written(Topic<T> topic, Class<T> type) throws UndecodableException {
        AvroDecoder<T> decoder =
                new AvroDecoder<>(type, RegistryClients.forWork(config("one").registry()));
        List<T> records = new ArrayList<>();
        try (KafkaProbe probe = new KafkaProbe(embedded.bootstrap())) {
            for (ConsumerRecord<String, byte[]> record : probe.readAll(topic.name())) {
                records.add(decoder.decode(record.value()));
            }
        }
        return records;
    }

    @Override
    public void close() {
        second.close();
        first.close();
        embedded.close();
    }
}
