package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What finance asks, of the {@link BooksOfAQuarter}, against figures worked out by hand. */
class ViewsTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.create("views");
        new BooksOfAQuarter(database).write();
    }

    @Test
    void shouldTellEveryBalanceAsOfAnyInstant() throws Exception {
        assertThat(rows("SELECT wallet_id, owner_id, currency, balance::int, seq"
                        + " FROM drawdown.balances_as_of('2026-01-31 23:30') ORDER BY 1"))
                .containsExactly("w1 acme USD 60 6", "w2 globex USD 40 1", "w3 acme EUR 20 3");
        assertThat(rows("SELECT wallet_id, balance::int, seq"
                        + " FROM drawdown.balances_as_of('2026-01-31 23:29:59.999') ORDER BY 1"))
                .containsExactly("w1 60 6", "w3 20 3");
        assertThat(rows("SELECT wallet_id, balance::int, seq"
                        + " FROM drawdown.balances_as_of('2026-02-15 12:00') ORDER BY 1"))
                .containsExactly("w1 -30 10", "w2 -7 3", "w3 0 5");
        assertThat(rows("SELECT * FROM drawdown.balances_as_of('2025-12-31')")).isEmpty();
    }

    @Test
    void shouldRollDeferredRevenueForward() throws Exception {
        assertThat(rows("SELECT currency, month, opening::int, purchased::int, used::int, returned::int, settled::int,"
                        + " expired::int, refunded::int, disputed::int, adjusted::int, closing::int"
                        + " FROM drawdown.deferred_revenue_rollforward ORDER BY 1, 2"))
                .containsExactly(
                        "EUR 2026-01-01 0 10 0 0 0 0 0 0 0 10",
                        "EUR 2026-02-01 10 0 0 0 0 10 0 0 0 0",
                        "EUR 2026-03-01 0 0 0 0 0 0 0 0 0 0",
                        "EUR 2026-04-01 0 0 0 0 0 0 0 0 0 0",
                        "EUR 2026-05-01 0 0 0 0 0 0 0 0 0 0",
                        "USD 2026-01-01 0 140 40 0 0 0 0 0 0 100",
                        "USD 2026-02-01 100 0 110 18 0 8 0 0 0 0",
                        "USD 2026-03-01 0 50 0 0 30 0 5 4 -1 10",
                        "USD 2026-04-01 10 3 0 0 3 0 0 0 0 10",
                        "USD 2026-05-01 10 10 4 0 0 0 0 0 0 16");
    }

    @Test
    void shouldCloseEachMonthWhereTheNextOneOpens() throws Exception {
        assertThat(rows("SELECT currency, month FROM (SELECT *, lag(closing, 1, 0::numeric) OVER (PARTITION BY"
            + " currency ORDER BY month) AS before FROM drawdown.deferred_revenue_rollforward) AS months WHERE opening"
            + " <> before OR closing <> opening + purchased - used + returned - settled - expired - refunded -"
            + " disputed + adjusted"))
                .isEmpty();
        assertThat(rows("SELECT credit_balance::int FROM drawdown.trial_balance"
                        + " WHERE account = 'deferred_revenue' AND currency = 'USD'"))
                .containsExactly("16");
    }

    @Test
    void shouldRecogniseRevenueByReason() throws Exception {
        assertThat(rows("SELECT currency, month, reason, revenue::int FROM drawdown.recognised_revenue ORDER"
                        + " BY 1, 2, 3"))
                .containsExactly(
                        "EUR 2026-02-01 TERMINATION 10",
                        "USD 2026-01-01 LEAD_DELIVERY 30",
                        "USD 2026-01-01 USAGE 10",
                        "USD 2026-02-01 EXPIRY 8",
                        "USD 2026-02-01 LEAD_RETURN -18",
                        "USD 2026-02-01 SHORTFALL 37",
                        "USD 2026-02-01 USAGE 110",
                        "USD 2026-03-01 SHORTFALL 5",
                        "USD 2026-04-01 SHORTFALL 4",
                        "USD 2026-05-01 CARD_CHARGE 36",
                        "USD 2026-05-01 HOLD_CAPTURE 4");
    }

    @Test
    void shouldTellBreakage() throws Exception {
        assertThat(rows("SELECT currency, month, expired::int, terminated::int, breakage::int"
                        + " FROM drawdown.breakage ORDER BY 1, 2"))
                .containsExactly("EUR 2026-02-01 0 10 10", "USD 2026-02-01 8 0 8");
    }

    @Test
    void shouldTellWhatFreeCreditCost() throws Exception {
        assertThat(rows("SELECT currency, month, pool, granted::int, voided::int, cost::int, used::int,"
                        + " outstanding::int FROM drawdown.promotional_cost WHERE month < '2026-03-01'"
                        + " ORDER BY 1, 2, 3"))
                .containsExactly(
                        "EUR 2026-01-01 PLAN 15 0 15 5 10",
                        "EUR 2026-02-01 PLAN 0 10 -10 0 0",
                        "USD 2026-01-01 PROMOTIONAL 20 0 20 20 0",
                        "USD 2026-02-01 PROMOTIONAL 0 0 0 0 0");
    }

    @Test
    void shouldTellReceivablesByAge() throws Exception {
        String query = "SELECT wallet_id, owed::int, days_0_to_30::int, days_31_to_60::int, days_61_to_90::int,"
                + " days_over_90::int FROM drawdown.receivables_by_age('%s') ORDER BY 1";

        assertThat(rows(query.formatted("2026-03-15"))).containsExactly("w1 30 30 0 0 0", "w2 12 5 7 0 0");
        assertThat(rows(query.formatted("2026-05-10"))).containsExactly("w2 13 4 5 0 4");
        assertThat(rows(query.formatted("2026-05-11"))).containsExactly("w2 13 4 0 5 4");
    }

    @Test
    void shouldKeepDebitsEqualToCredits() throws Exception {
        assertThat(rows("SELECT currency, sum(debits - credits)::int, count(*) FROM drawdown.trial_balance"
                        + " GROUP BY currency ORDER BY 1"))
                .containsExactly("EUR 0 6", "USD 0 10");
    }

    @Test
    void shouldTellWhatALeadCostsByChannel() throws Exception {
        assertThat(rows("SELECT month, owner_id, channel, delivered, returned, cost::int, cost_per_lead::int"
                        + " FROM drawdown.cost_per_lead_by_channel ORDER BY 1, 2, 3"))
                .containsExactly(
                        "2026-01-01 acme search 1 1 0 -",
                        "2026-01-01 acme social 1 0 12 12",
                        "2026-04-01 globex search 1 0 4 4",
                        "2026-05-01 initech search 2 1 30 30");
    }

    @Test
    void shouldTellUsageByAppAndJobType() throws Exception {
        assertThat(rows("SELECT month, owner_id, currency, app_id, category, events, quantity::int, spend::int"
                        + " FROM drawdown.usage_by_app_and_category ORDER BY 1, 2, 3, 4, 5"))
                .containsExactly(
                        "2026-01-01 acme EUR a sms 1 50 5",
                        "2026-01-01 acme USD a sms 1 200 30",
                        "2026-02-01 acme USD b call 1 7 100",
                        "2026-02-01 globex USD unknown email 1 400 47",
                        "2026-03-01 globex USD unknown email 1 50 5",
                        "2026-05-01 initech USD a sms 1 60 6",
                        "2026-05-01 initech USD unknown unknown 1 0 4");
    }

    @Test
    void shouldCountMonthsInTheZoneOfTheSession() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET drawdown.zone = 'Europe/Berlin'");
            try (ResultSet rows = statement.executeQuery("SELECT sum(purchased)::int"
                    + " FROM drawdown.deferred_revenue_rollforward WHERE currency = 'USD' AND month = '2026-02-01'")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(40);
            }
        }
    }

    private static List<String> rows(String query) throws Exception {
        return database.rows(query);
    }
}
