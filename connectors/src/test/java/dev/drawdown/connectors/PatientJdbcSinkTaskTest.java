package dev.drawdown.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures of a database pass by themselves, and which need a person. */
class PatientJdbcSinkTaskTest {
    @ParameterizedTest
    @CsvSource({
        "08006, true, the connection broke",
        "08003, true, it was closed",
        "57P01, true, the server was stopped",
        "57P03, true, it is starting",
        "53100, true, its disk is full",
        "40P01, true, a deadlock",
        "22003, false, a number that is too large",
        "22021, false, a text that it cannot hold",
        "23502, false, a null where none may be",
        "42P01, false, no such table",
        "28P01, false, a wrong password"
    })
    void shouldTellWhatPassesFromWhatDoesNot(String state, boolean passes, String what) {
        SQLException failure = new BatchUpdateException(what, state, new int[0]);

        assertThat(PatientJdbcSinkTask.isPassing(new ConnectException("Failed to flush", failure)))
                .as(what)
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"''", "0"})
    void shouldTakeAFailureWithoutAStateForFinal(String state) {
        assertThat(PatientJdbcSinkTask.isPassing(new SQLException("odd", state)))
                .isFalse();
        assertThat(PatientJdbcSinkTask.isPassing(new SQLException("odd"))).isFalse();
        assertThat(PatientJdbcSinkTask.isPassing(new IllegalStateException("odd")))
                .isFalse();
    }
}
