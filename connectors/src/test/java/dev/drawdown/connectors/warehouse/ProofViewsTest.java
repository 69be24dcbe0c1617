package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A ledger that is whole has no faults; each fault that is planted is found where it is. */
class ProofViewsTest {
    private static int databases;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        database = TestDatabase.create("proof_" + databases++);
        new BooksOfAQuarter(database).write();
        assertThat(faults()).as("Before %s", test.getDisplayName()).isEmpty();
    }

    @Test
    void shouldFindWhatIsMissing() throws Exception {
        database.execute("DELETE FROM drawdown.ledger_entries WHERE wallet_id = 'w1' AND seq IN (4, 5, 9)");

        assertThat(faults()).containsExactly("w1 MISSING 4 5", "w1 MISSING 9 9");
    }

    @Test
    void shouldFindWhatIsMissingAtTheStartAndAtTheEnd() throws Exception {
        database.execute("DELETE FROM drawdown.ledger_entries WHERE wallet_id = 'w2' AND seq IN (1, 6, 7)");
        database.execute("DELETE FROM drawdown.ledger_entries WHERE wallet_id = 'w3'");

        assertThat(faults())
                .containsExactly("w2 MISSING 1 1", "w2 MISSING_AT_THE_END 6 7", "w3 MISSING_AT_THE_END 1 5");
    }

    @Test
    void shouldFindWhatIsThereTwiceWhereNoKeyKeepsItOut() throws Exception {
        database.execute("ALTER TABLE drawdown.ledger_entries DROP CONSTRAINT ledger_entries_pkey");
        database.execute("INSERT INTO drawdown.ledger_entries"
                + " SELECT * FROM drawdown.ledger_entries WHERE wallet_id = 'w1' AND seq = 3");

        assertThat(faults()).containsExactly("w1 DOUBLED 3 3");
    }

    @Test
    void shouldFindAnEntryThatWasChanged() throws Exception {
        database.execute(
                "UPDATE drawdown.ledger_entries SET hash = repeat('f', 64) WHERE wallet_id = 'w1' AND seq = 7");
        database.execute("UPDATE drawdown.ledger_entries SET balance_after = 1 WHERE wallet_id = 'w2' AND seq = 2");

        assertThat(faults()).containsExactly("w1 CHAIN_BROKEN 8 8", "w2 CHAIN_BROKEN 3 3");
    }

    @Test
    void shouldFindABalanceThatTheLedgerDoesNotBear() throws Exception {
        assertThat(database.rows("SELECT * FROM drawdown.balance_differences")).isEmpty();

        database.execute("UPDATE drawdown.wallet_balances SET settled = settled + 1 WHERE wallet_id = 'w1'");

        assertThat(database.rows(
                        "SELECT wallet_id, balance::int, ledger_balance::int FROM drawdown.balance_differences"))
                .containsExactly("w1 11 10");
    }

    @Test
    void shouldFindMoneyThatWasMadeOrLost() throws Exception {
        String query = "SELECT currency, wallets, ledger::int, balances::int, difference::int, wallets_that_differ"
                + " FROM drawdown.conservation ORDER BY 1";
        assertThat(database.rows(query)).containsExactly("EUR 1 0 0 0 0", "USD 3 3 3 0 0");

        // What one has too much and another too little must not make up for each other.
        database.execute("UPDATE drawdown.ledger_entries SET balance_delta = balance_delta + 5"
                + " WHERE wallet_id = 'w1' AND seq = 3");
        database.execute("UPDATE drawdown.wallet_balances SET owed = owed - 5 WHERE wallet_id = 'w2'");
        database.execute("DELETE FROM drawdown.ledger_entries WHERE wallet_id = 'w3' AND seq = 2");

        assertThat(database.rows(query)).containsExactly("EUR 1 -15 0 15 1", "USD 3 8 8 10 2");
    }

    @Test
    void shouldCompareOnlyWhatHasComeEquallyFar() throws Exception {
        database.execute("DELETE FROM drawdown.ledger_entries WHERE wallet_id = 'w1' AND seq = 17");
        database.execute("UPDATE drawdown.wallet_balances SET seq = 4, owed = 12 WHERE wallet_id = 'w2'");

        assertThat(database.rows("SELECT currency, wallets, difference::int FROM drawdown.conservation ORDER BY 1"))
                .containsExactly("EUR 1 0", "USD 2 0");
    }

    @Test
    void shouldApplyEachFileOnce() throws Exception {
        try (Connection connection = database.connect()) {
            Migrations.apply(connection);
        }

        assertThat(database.rows("SELECT version, file FROM drawdown.versions ORDER BY version"))
                .containsExactly(
                        "1 V01__tables.sql",
                        "2 V02__books.sql",
                        "3 V03__operations.sql",
                        "4 V04__proof.sql",
                        "5 V05__cards_and_holds.sql",
                        "6 V06__months.sql",
                        "7 V07__returns.sql");
    }

    private List<String> faults() throws SQLException {
        return database.rows(
                "SELECT wallet_id, fault, first_seq, last_seq FROM drawdown.sequence_faults ORDER BY 1, 3");
    }
}
