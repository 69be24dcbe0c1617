package dev.drawdown.connectors.warehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.storage.FileOffsetBackingStore;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.apache.kafka.connect.util.FutureCallback;

/** Kafka Connect's own worker within this process: it runs sinks, and has no HTTP server. */
public final class ConnectWorker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FAILED = "FAILED";

    private final Herder herder;

    private ConnectWorker(Herder herder) {
        this.herder = herder;
    }

    /**
     * Starts a worker without connectors.
     *
     * @param directory where Connect may leave files
     */
    public static ConnectWorker start(String bootstrap, Path directory) {
        return start(settings(bootstrap, directory));
    }

    /** Starts a worker with the settings of Connect's own. */
    static ConnectWorker start(Map<String, String> settings) {
        Plugins plugins = new Plugins(settings);
        plugins.compareAndSwapWithDelegatingLoader();
        StandaloneConfig config = new StandaloneConfig(settings);
        AllConnectorClientConfigOverridePolicy policy = new AllConnectorClientConfigOverridePolicy();
        policy.configure(config.originals());
        // Of sources only; sinks keep their places in Kafka.
        FileOffsetBackingStore places = new FileOffsetBackingStore(
                plugins.newInternalConverter(true, JsonConverter.class.getName(), Map.of("schemas.enable", "false")));
        places.configure(config);
        Worker worker = new Worker("drawdown-warehouse", Time.SYSTEM, plugins, config, places, policy);
        Herder herder = new StandaloneHerder(worker, config.kafkaClusterId(), policy);
        herder.start();
        return new ConnectWorker(herder);
    }

    private static Map<String, String> settings(String bootstrap, Path directory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put(
                "offset.storage.file.filename",
                directory.resolve("connect.offsets").toString());
        // What is redone after a kill is what came since.
        settings.put("offset.flush.interval.ms", "2000");
        // A worker that was killed is missed after the least that a broker allows, or the next one waits 45 s for it.
        settings.put("consumer.session.timeout.ms", "6000");
        settings.put("consumer.heartbeat.interval.ms", "2000");
        // All plugins say that they are some: no need to look through every class.
        settings.put("plugin.discovery", "service_load");
        return settings;
    }

    /** Starts a connector, or gives a running one this configuration. */
    public void deploy(Map<String, String> connector) throws InterruptedException {
        FutureCallback<Herder.Created<org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo>> done =
                new FutureCallback<>();
        herder.putConnectorConfig(name(connector), connector, true, done);
        await(done, "start " + name(connector));
    }

    private static String name(Map<String, String> connector) {
        String name = connector.get("name");
        if (name == null) {
            throw new IllegalArgumentException("Expected a connector with a name, but it has none");
        }
        return name;
    }

    private static <T> void await(FutureCallback<T> done, String what) throws InterruptedException {
        try {
            done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new ConnectException("Expected to " + what + ", but " + failure.getMessage(), failure);
        }
    }

    /** Returns what stopped each of the tasks that stopped. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (String connector : herder.connectors()) {
            for (ConnectorStateInfo.TaskState task : tasks(connector)) {
                if (task.state().equals(FAILED)) {
                    failures.add(connector + "-" + task.id() + ": " + task.trace());
                }
            }
        }
        return failures;
    }

    /** Starts the tasks anew that failed. */
    public void restartFailed() throws InterruptedException {
        for (String connector : herder.connectors()) {
            for (ConnectorStateInfo.TaskState task : tasks(connector)) {
                if (task.state().equals(FAILED)) {
                    FutureCallback<Void> done = new FutureCallback<>();
                    herder.restartTask(new ConnectorTaskId(connector, task.id()), done);
                    await(done, "restart " + connector + "-" + task.id());
                }
            }
        }
    }

    private List<ConnectorStateInfo.TaskState> tasks(String connector) {
        try {
            return herder.connectorStatus(connector).tasks();
        } catch (NotFoundException notYet) {
            return List.of();
        }
    }

    /** Lets the sinks write what they have in hand, and stops. */
    @Override
    public void close() {
        herder.stop();
    }
}
