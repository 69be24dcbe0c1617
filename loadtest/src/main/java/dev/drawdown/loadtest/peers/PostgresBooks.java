package dev.drawdown.loadtest.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One connection to the database of wallets, as the statements that a peer sends. For one thread. */
final class PostgresBooks implements AutoCloseable {
    /** Three tranches, small ones first so that some run out; together what the plain debit begins with. */
    private static final Long[] FIRST_MICROS = {50_000_000L, 500_000_000L, 999_450_000_000L};

    private static final int OPENED_AT_ONCE = 10_000;
    private static final int UNKNOWN_WALLET = -1;

    private final Connection connection;
    private final PreparedStatement debit;
    private final PreparedStatement open;

    PostgresBooks(Connection connection) throws SQLException {
        this.connection = connection;
        debit = connection.prepareStatement("SELECT debit(?, ?, ?, ?, ?, ?, ?, ?, ?)");
        open = connection.prepareStatement("SELECT open_wallets(?, ?)");
    }

    /** Makes tables and functions; returns whether there were none. */
    static boolean create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT to_regclass('progress') IS NOT NULL")) {
                found.next();
                if (found.getBoolean(1)) {
                    return false;
                }
            }
            connection.setAutoCommit(false);
            statement.execute(script());
            connection.commit();
            connection.setAutoCommit(true);
            return true;
        }
    }

    private static String script() {
        try (InputStream script = PostgresBooks.class.getResourceAsStream("books.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes those of the wallets that there are not. */
    void open(Collection<String> walletIds) throws SQLException {
        Array ids = connection.createArrayOf("text", walletIds.toArray());
        Array micros = connection.createArrayOf("bigint", FIRST_MICROS);
        open.setArray(1, ids);
        open.setArray(2, micros);
        open.execute();
    }

    /** The same for very many. */
    void openAll(Collection<String> walletIds) throws SQLException {
        List<String> some = new ArrayList<>(OPENED_AT_ONCE);
        for (String walletId : walletIds) {
            some.add(walletId);
            if (some.size() == OPENED_AT_ONCE) {
                open(some);
                some.clear();
            }
        }
        open(some);
    }

    /** Gathers what planning needs and sets the pages in order, as a server does that has run for a while. */
    void settle() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }

    /** One call, one transaction. A wallet that is seen for the first time costs two more. */
    void debit(Debit taken, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        debit.setString(1, taken.eventId());
        debit.setString(2, taken.walletId());
        debit.setLong(3, taken.amountMicros());
        debit.setString(4, taken.category());
        debit.setString(5, record.topic());
        debit.setInt(6, record.partition());
        debit.setLong(7, record.offset());
        debit.setLong(8, taken.occurredAtMillis());
        debit.setLong(9, record.timestamp());
        if (call() == UNKNOWN_WALLET) {
            open(List.of(taken.walletId()));
            call();
        }
    }

    private int call() throws SQLException {
        try (ResultSet result = debit.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Returns where to go on, as far as it is known. */
    Map<TopicPartition, Long> progress() throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT topic, partition, next_offset FROM progress")) {
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return offsets;
    }

    /** Notes where to go on; the calls before must have returned. */
    void progressed(Map<TopicPartition, Long> offsets) throws SQLException {
        String upsert = "INSERT INTO progress VALUES (?, ?, ?) ON CONFLICT (topic, partition)"
                + " DO UPDATE SET next_offset = greatest(progress.next_offset, excluded.next_offset)";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
                statement.setString(1, offset.getKey().topic());
                statement.setInt(2, offset.getKey().partition());
                statement.setLong(3, offset.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
