package dev.drawdown.embedded;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node Kafka cluster in this process: one KRaft controller and one broker on a real port.
 *
 * <p>The parts are those that Kafka's own {@code KafkaRaftServer} puts together. They are put together here because
 * that class must know the controller's port beforehand and halts the whole process on a fault, wrong in a test.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration LEADING_TIMEOUT = Duration.ofSeconds(30);
    private static final RetryPolicy<Boolean> UNTIL_LEADING = RetryPolicy.<Boolean>builder()
            .handleResult(false)
            .withDelay(Duration.ofMillis(5))
            .withMaxRetries(-1)
            .withMaxDuration(LEADING_TIMEOUT)
            .build();

    private final BrokerDirectory directory;
    private final CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
    private final ControllerServer controller;
    private final BrokerServer broker;
    private boolean closed;

    private EmbeddedBroker(BrokerDirectory directory, int port, Map<String, String> more) {
        this.directory = directory;
        Map<String, String> settings = BrokerSettings.of(directory.path(), port);
        settings.putAll(more);
        KafkaConfig config = new KafkaConfig(settings, false);
        var ensembleAndBootstrap = KafkaRaftServer.initializeLogDirs(config, log, "");
        SharedServer shared = sharedServer(config, ensembleAndBootstrap._1());
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), ensembleAndBootstrap._2());
        broker = new BrokerServer(shared);
    }

    private SharedServer sharedServer(KafkaConfig config, MetaPropertiesEnsemble ensemble) {
        return new SharedServer(
                config,
                ensemble,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
                voters,
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                ServerSocketFactory.INSTANCE);
    }

    /**
     * Starts the broker on what the directory holds, or on a new cluster if it holds none.
     *
     * @param port 0 for any free one; it may differ from the last start's
     */
    public static EmbeddedBroker open(Path dataDirectory, int port) {
        return open(dataDirectory, port, Map.of());
    }

    /**
     * Starts it with settings of Kafka's own besides ours, which they win over.
     *
     * @param more such as who is let in by {@value BrokerSettings#CLIENT_LISTENER}, the only listener that clients see
     */
    public static EmbeddedBroker open(Path dataDirectory, int port, Map<String, String> more) {
        BrokerDirectory directory = BrokerDirectory.open(dataDirectory);
        try {
            EmbeddedBroker opened = new EmbeddedBroker(directory, port, more);
            opened.start();
            return opened;
        } catch (RuntimeException | Error failure) {
            directory.close();
            throw failure;
        }
    }

    private void start() {
        CompletableFuture<Void> votersKnown = controller
                .socketServerFirstBoundPortFuture()
                .thenAccept(bound -> voters.complete(Map.of(
                        BrokerSettings.NODE_ID,
                        new InetSocketAddress(InetAddress.ofLiteral(BrokerSettings.HOST), bound))));
        try {
            controller.startup();
            votersKnown.join();
            forgetLastRegistration(controller.controller());
            broker.startup();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /**
     * Strikes the broker's last registration off the controller's list.
     *
     * <p>The controller would otherwise refuse the new one for a whole session timeout, since after its own start it
     * cannot know that the old process is gone. Here it is known: this process holds the directory's lock.
     */
    private static void forgetLastRegistration(Controller controller) {
        Failsafe.with(UNTIL_LEADING).get(controller::isActive);
        RequestContext context = new RequestContext(
                new RequestHeader(ApiKeys.UNREGISTER_BROKER, ApiKeys.UNREGISTER_BROKER.latestVersion(), "", 0),
                "",
                InetAddress.ofLiteral(BrokerSettings.HOST),
                KafkaPrincipal.ANONYMOUS,
                ListenerName.normalised(BrokerSettings.CONTROLLER_LISTENER),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                true);
        try {
            controller
                    .unregisterBroker(
                            new ControllerRequestContext(context, OptionalLong.empty()), BrokerSettings.NODE_ID)
                    .join();
        } catch (CompletionException failure) {
            if (!(failure.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw failure;
            }
        }
    }

    /** What a client puts into {@code bootstrap.servers}. */
    public String bootstrap() {
        return BrokerSettings.HOST + ":" + port();
    }

    public int port() {
        return broker.boundPort(ListenerName.normalised(BrokerSettings.CLIENT_LISTENER));
    }

    /** The cluster's id, the same at every start on the same directory. */
    public String clusterId() {
        return broker.clusterId();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        broker.shutdown();
        controller.shutdown();
        directory.close();
    }
}
