package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.deployment.Compose;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.postgres.PostgresServer;
import java.sql.SQLException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka, Confluent's registry and PostgreSQL, each in a container of the image that {@code docker-compose.yml} starts. */
final class Containers implements Surroundings {
    private static final int REGISTRY_PORT = 8081;
    /** Where the registry finds the broker, on the network that both are on. */
    private static final String INSIDE = "kafka:19092";

    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka;
    private final GenericContainer<?> registry;
    private final PostgreSQLContainer postgres;

    private Containers(Compose compose) {
        kafka = new KafkaContainer(image(compose, "kafka")).withNetwork(network).withListener(INSIDE);
        registry = new GenericContainer<>(image(compose, "registry"))
                .dependsOn(kafka)
                .withNetwork(network)
                .withExposedPorts(REGISTRY_PORT)
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
                .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:" + REGISTRY_PORT)
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", INSIDE)
                .waitingFor(Wait.forHttp("/subjects"));
        postgres = new PostgreSQLContainer(image(compose, "postgres")).withUsername(PostgresServer.USER);
    }

    private static DockerImageName image(Compose compose, String service) {
        return DockerImageName.parse(compose.image(service));
    }

    /** Starts them, and returns when all answer. */
    static Containers start() {
        Containers containers = new Containers(new Compose());
        Startables.deepStart(containers.registry, containers.postgres).join();
        return containers;
    }

    @Override
    public String bootstrap() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String registryUrl() {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT);
    }

    @Override
    public TestDatabase database() throws SQLException {
        return TestDatabase.create(postgres.getJdbcUrl(), postgres.getPassword(), "sinks");
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
        postgres.close();
        network.close();
    }
}
