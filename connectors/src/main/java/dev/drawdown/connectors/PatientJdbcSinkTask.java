package dev.drawdown.connectors;

import io.debezium.connector.jdbc.JdbcSinkConnectorConfig;
import io.debezium.connector.jdbc.JdbcSinkConnectorTask;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's JDBC sink task, begun anew whenever its database has gone away.
 *
 * <p>Debezium's own retries hold only until a connection dies in the middle of a batch: then rolling back fails too, which
 * counts as final, and the task stays stopped until somebody starts it. And they block the thread, until the group takes the
 * task for dead. Here the batch is handed back to Connect, which keeps it, stays in the group and offers it again. What was
 * written of it before is written again, as the same rows.
 *
 * <p>What the database itself refuses still stops the task: a ledger must not go on with a hole in it.
 */
public final class PatientJdbcSinkTask extends SinkTask {
    private static final Logger log = LoggerFactory.getLogger(PatientJdbcSinkTask.class);
    private static final long RETRY_MILLIS = 2_000;
    private static final int PROBE_SECONDS = 10;

    /**
     * SQL's classes of what passes: a connection that failed, a transaction that lost against another, a server that is out of
     * disk or connections, one that is stopping or starting.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

    private final Set<TopicPartition> partitions = new LinkedHashSet<>();
    private Map<String, String> settings = Map.of();
    /** Null while the database is away. */
    private @Nullable JdbcSinkConnectorTask sink;

    @Override
    public String version() {
        return new JdbcSinkConnectorTask().version();
    }

    /** A database that is away is waited for, at the start too; one that refuses us is an error. */
    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
        try {
            sink = beginWhereItAnswers();
        } catch (SQLException | RuntimeException failure) {
            if (!isPassing(failure)) {
                throw new ConnectException("Expected the database to let the sink in, but " + root(failure), failure);
            }
            log.warn("The database does not answer, and is asked again with the first records: {}", root(failure));
        }
    }

    /** A plain connection first: a pool that cannot be filled leaves threads behind. */
    private JdbcSinkConnectorTask beginWhereItAnswers() throws SQLException {
        try (Connection probe = connect()) {
            if (!probe.isValid(PROBE_SECONDS)) {
                throw new SQLException("the connection is closed", "08003");
            }
            return begin();
        }
    }

    private JdbcSinkConnectorTask begin() {
        JdbcSinkConnectorTask task = new JdbcSinkConnectorTask();
        task.initialize(context);
        task.start(settings);
        task.open(partitions);
        return task;
    }

    @Override
    public void open(Collection<TopicPartition> opened) {
        partitions.addAll(opened);
        if (sink != null) {
            sink.open(opened);
        }
    }

    @Override
    public void close(Collection<TopicPartition> closed) {
        partitions.removeAll(closed);
        if (sink != null) {
            sink.close(closed);
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        JdbcSinkConnectorTask current = sink == null ? beginAgain() : sink;
        current.put(records);
        // Debezium keeps a failure to itself until it is called the next time.
        Throwable failure = current.getLastProcessingException();
        if (failure == null) {
            return;
        }
        if (!isPassing(failure)) {
            throw new ConnectException("Expected the database to take what it is given, but " + root(failure), failure);
        }
        sink = null;
        current.stop();
        throw later(failure);
    }

    private JdbcSinkConnectorTask beginAgain() {
        try {
            JdbcSinkConnectorTask task = beginWhereItAnswers();
            log.warn("The database answers again");
            sink = task;
            return task;
        } catch (SQLException | RuntimeException failure) {
            throw later(failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                setting(JdbcSinkConnectorConfig.CONNECTION_URL),
                setting(JdbcSinkConnectorConfig.CONNECTION_USER),
                setting(JdbcSinkConnectorConfig.CONNECTION_PASSWORD));
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    private RetriableException later(Throwable failure) {
        log.warn("The database does not answer, and is asked again in {} ms: {}", RETRY_MILLIS, root(failure));
        context.timeout(RETRY_MILLIS);
        return new RetriableException("Expected the database to answer, but " + root(failure), failure);
    }

    static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isPassing = cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().length() > 1
                    && PASSING.contains(sql.getSQLState().substring(0, 2));
            if (isPassing) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return sink == null ? Map.of() : sink.preCommit(currentOffsets);
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.stop();
            sink = null;
        }
    }
}
