package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Quiet months, what becomes of free credit, and what a lead costs where it does not come out even, against figures worked out by
 * hand: a wallet that lives on free credit, and one that pays in once and waits.
 */
class MonthsViewTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void write() throws Exception {
        database = TestDatabase.create("months");
        Books books = new Books(database);
        freeCredit(books);
        paidIn(books);
        books.balance("free", "hooli", "GBP", 10);
        books.balance("paid", "hooli", "GBP", 8);
        assertThat(database.rows("SELECT * FROM drawdown.sequence_faults")).isEmpty();
        assertThat(database.rows("SELECT * FROM drawdown.balance_differences")).isEmpty();
    }

    private static void freeCredit(Books books) throws SQLException {
        free(books, "2026-01-15", "GRANT", 50, 50, "promotional_expense", "promotional_credit", 0);
        free(books, "2026-01-20", "USAGE", 10, -10, "promotional_credit", "promotional_used", 0);
        free(books, "2026-01-25", "DEDUCTION", 5, -5, "promotional_credit", "adjustments", 0);
        free(books, "2026-03-05", "USAGE", 35, -35, "promotional_credit", "promotional_used", 0);
        free(books, "2026-03-05", "SHORTFALL", 12, -12, "receivable", "revenue", 12);
        free(books, "2026-03-06", "GRANT", 20, 20, "promotional_expense", "promotional_credit", 0);
        free(books, "2026-03-06", "SHORTFALL_SETTLED", 12, 0, "promotional_credit", "receivable", 0);
        free(books, "2026-04-02", "ADJUSTMENT", 4, 4, "adjustments", "promotional_credit", 0);
        free(books, "2026-04-03", "ADJUSTMENT", 2, -2, "promotional_credit", "adjustments", 0);
        free(books, "2026-04-30", "EXPIRY", 6, -6, "promotional_credit", "promotional_expense", 0);
    }

    private static void free(
            Books books, String at, String reason, int amount, int delta, String debit, String credit, int earned)
            throws SQLException {
        books.enter("free", "hooli", "GBP", at, reason, amount, delta, debit, credit, earned, "app=a,category=sms");
    }

    private static void paidIn(Books books) throws SQLException {
        books.enter("paid", "hooli", "GBP", "2026-02-10", "TOP_UP", 60, 60, "cash", "deferred_revenue", 0, "");
        books.enter(
                "paid", "hooli", "GBP", "2026-05-20", "USAGE", 5, -5, "deferred_revenue", "revenue", 5, "category=sms");
        lead(books, "L1", 3, "search");
        lead(books, "L2", 3, "search");
        lead(books, "L3", 4, "search");
        lead(books, "L4", 7, "social");
        lead(books, "L5", 7, "social");
        lead(books, "L6", 6, "social");
    }

    private static void lead(Books books, String lead, int price, String channel) throws SQLException {
        String about = "lead=" + lead + ",channel=" + channel;
        books.enter(
                "paid",
                "hooli",
                "GBP",
                "2026-05-21",
                "LEAD_DELIVERY",
                price,
                -price,
                "deferred_revenue",
                "revenue",
                price,
                about);
    }

    @Test
    void shouldRollForwardMonthsInWhichNothingMoved() throws Exception {
        assertThat(database.rows("SELECT month, opening::int, purchased::int, used::int, returned::int, settled::int,"
                        + " expired::int, refunded::int, disputed::int, adjusted::int, closing::int"
                        + " FROM drawdown.deferred_revenue_rollforward ORDER BY 1"))
                .containsExactly(
                        "2026-02-01 0 60 0 0 0 0 0 0 0 60",
                        "2026-03-01 60 0 0 0 0 0 0 0 0 60",
                        "2026-04-01 60 0 0 0 0 0 0 0 0 60",
                        "2026-05-01 60 0 35 0 0 0 0 0 0 25");
    }

    /** A session's own zone decides about months, and must not move the quiet ones among them. */
    @Test
    void shouldHaveEachMonthOnceInEveryZone() throws Exception {
        for (String zone : new String[] {"Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"}) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE '" + zone + "'; SET drawdown.zone = '" + zone + "'");
                try (var rows = statement.executeQuery("SELECT string_agg(month || ' ' || closing::int, ', ' ORDER BY"
                        + " month) FROM drawdown.deferred_revenue_rollforward")) {
                    rows.next();
                    assertThat(rows.getString(1))
                            .as(zone)
                            .isEqualTo("2026-02-01 60, 2026-03-01 60, 2026-04-01 60, 2026-05-01 25");
                }
            }
        }
    }

    @Test
    void shouldTellWhatBecameOfFreeCredit() throws Exception {
        assertThat(database.rows("SELECT month, pool, opening::int, granted::int, voided::int, used::int,"
                        + " settled::int, adjusted::int, outstanding::int, cost::int"
                        + " FROM drawdown.promotional_cost ORDER BY 1"))
                .containsExactly(
                        "2026-01-01 PROMOTIONAL 0 50 0 10 0 -5 35 45",
                        "2026-02-01 PROMOTIONAL 35 0 0 0 0 0 35 0",
                        "2026-03-01 PROMOTIONAL 35 20 0 35 12 0 8 20",
                        "2026-04-01 PROMOTIONAL 8 0 6 0 0 2 4 -4",
                        "2026-05-01 PROMOTIONAL 4 0 0 0 0 0 4 0");
    }

    /** By the accounts themselves: 61 given away are 45 used, 12 that paid a debt, and 4 that may still cost. */
    @Test
    void shouldAddUpWhatFreeCreditCost() throws Exception {
        assertThat(database.rows("SELECT sum(cost)::int, sum(used)::int, sum(settled)::int, (SELECT"
                        + " credit_balance::int FROM drawdown.trial_balance WHERE account = 'promotional_credit')"
                        + " FROM drawdown.promotional_cost"))
                .containsExactly("61 45 12 4");
        assertThat(database.rows("SELECT -sum(credit_balance)::int FROM drawdown.trial_balance"
                        + " WHERE account IN ('promotional_expense', 'adjustments')"))
                .containsExactly("61");
        assertThat(database.rows("SELECT month FROM drawdown.promotional_cost WHERE outstanding <> opening + granted"
                        + " - voided - used - settled + adjusted OR cost <> used + settled + outstanding - opening"))
                .isEmpty();
    }

    @Test
    void shouldRoundWhatALeadCostsToAMicro() throws Exception {
        assertThat(database.rows("SELECT channel, delivered, cost::int, cost_per_lead"
                        + " FROM drawdown.cost_per_lead_by_channel ORDER BY 1"))
                .containsExactly("search 3 10 3.333333", "social 3 20 6.666667");
    }

    @Test
    void shouldHaveNoMonthOfAnEmptyLedger() throws Exception {
        TestDatabase empty = TestDatabase.create("months_none");

        assertThat(empty.rows("SELECT * FROM drawdown.deferred_revenue_rollforward"))
                .isEmpty();
        assertThat(empty.rows("SELECT * FROM drawdown.promotional_cost")).isEmpty();
    }
}
