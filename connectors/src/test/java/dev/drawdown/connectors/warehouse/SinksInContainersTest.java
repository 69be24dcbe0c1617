package dev.drawdown.connectors.warehouse;

import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * The same sinks on Kafka, Confluent's registry and PostgreSQL in containers, of the images that {@code docker-compose.yml}
 * starts. Skipped by name where Docker does not run.
 */
@Testcontainers(disabledWithoutDocker = true)
class SinksInContainersTest extends SinksSuite {
    @Override
    Surroundings start() throws Exception {
        return Containers.start();
    }
}
