package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How attempts to collect ended, by decline code. */
class RechargesViewTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    private static int commands;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.create("recharges");
        request("w1/AUTO_RECHARGE/1", 1, "AUTO_RECHARGE");
        answer("w1", "w1/AUTO_RECHARGE/1", 1, "FAILED", "insufficient_funds");
        request("w1/AUTO_RECHARGE/1", 2, "AUTO_RECHARGE");
        answer("w1", "w1/AUTO_RECHARGE/1", 2, "PROCESSING", null);
        answer("w1", "w1/AUTO_RECHARGE/1", 2, "SUCCEEDED", null);
        request("w1/AUTO_RECHARGE/2", 1, "AUTO_RECHARGE");
        answer("w1", "w1/AUTO_RECHARGE/2", 1, "FAILED", "card_declined");
        answer("w1", "w1/AUTO_RECHARGE/2", 1, "SUCCEEDED", null);
        request("w1/AUTO_RECHARGE/3", 1, "AUTO_RECHARGE");
        answer("w1", "w1/AUTO_RECHARGE/3", 1, "PROCESSING", null);
        request("w1/AUTO_RECHARGE/4", 1, "AUTO_RECHARGE");
        answer("evil", "w1/AUTO_RECHARGE/4", 1, "SUCCEEDED", null);
        request("w1/TOP_UP/1", 1, "TOP_UP");
        answer("w1", "w1/TOP_UP/1", 1, "FAILED", null);
        request("w1/REFUND/1", 1, "REFUND");
    }

    @Test
    void shouldTellSuccessByDeclineCode() throws Exception {
        assertThat(database.rows("SELECT month, currency, purpose, outcome, decline_code, attempts, amount::int, share"
                        + " FROM drawdown.recharge_success ORDER BY purpose, outcome, decline_code"))
                .containsExactly(
                        "2026-01-01 USD AUTO_RECHARGE FAILED insufficient_funds 1 100 0.2000",
                        "2026-01-01 USD AUTO_RECHARGE SUCCEEDED - 2 200 0.4000",
                        "2026-01-01 USD AUTO_RECHARGE UNANSWERED - 2 200 0.4000",
                        "2026-01-01 USD TOP_UP FAILED unknown 1 100 1.0000");
    }

    @Test
    void shouldTellTheLastWordOfEachAttempt() throws Exception {
        assertThat(database.rows("SELECT request_id, attempt, status FROM drawdown.payment_answers"
                        + " WHERE wallet_id = 'w1' ORDER BY 1, 2"))
                .containsExactly(
                        "w1/AUTO_RECHARGE/1 1 FAILED",
                        "w1/AUTO_RECHARGE/1 2 SUCCEEDED",
                        "w1/AUTO_RECHARGE/2 1 SUCCEEDED",
                        "w1/AUTO_RECHARGE/3 1 PROCESSING",
                        "w1/TOP_UP/1 1 FAILED");
    }

    private static void request(String request, int attempt, String purpose) throws SQLException {
        database.execute("""
            INSERT INTO drawdown.payment_requests (request_id, attempt, wallet_id, owner_id, purpose, mode, amount, currency,
                method, description, caused_by, requested_at)
            VALUES ('%s', %d, 'w1', 'acme', '%s', 'DIRECT', 100, 'USD', 'DEFAULT', '', 'e', '2026-01-15')\
            """.formatted(request, attempt, purpose));
    }

    private static void answer(String wallet, String request, int attempt, String status, @Nullable String declineCode)
            throws SQLException {
        String code = declineCode == null ? "null" : '"' + declineCode + '"';
        database.execute("""
            INSERT INTO drawdown.wallet_commands VALUES ('wallet.commands', 0, %1$d, 'c-%1$d', '%2$s', 'payments',
                '2026-01-15', '{"RecordPayment": {"request_id": "%3$s", "attempt": %4$d, "status": "%5$s",
                "decline_code": %6$s}}')\
            """.formatted(++commands, wallet, request, attempt, status, code));
    }
}
