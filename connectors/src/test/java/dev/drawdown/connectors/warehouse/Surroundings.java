package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.SQLException;

/** What the sinks are tried on: a broker, a registry, and a database with the warehouse's tables. */
interface Surroundings extends AutoCloseable {
    String bootstrap();

    String registryUrl();

    TestDatabase database() throws SQLException;

    @Override
    void close();
}
