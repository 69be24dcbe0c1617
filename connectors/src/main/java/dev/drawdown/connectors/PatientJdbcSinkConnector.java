package dev.drawdown.connectors;

import io.debezium.connector.jdbc.JdbcSinkConnector;
import org.apache.kafka.connect.connector.Task;

/** Debezium's JDBC sink, with tasks that outlive their database: {@link PatientJdbcSinkTask}. Its settings are Debezium's. */
public final class PatientJdbcSinkConnector extends JdbcSinkConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return PatientJdbcSinkTask.class;
    }
}
