package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leads that come back, refunds that fail and debts that are forgiven, against figures worked out by hand. */
class ReturnsViewTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void write() throws Exception {
        database = TestDatabase.create("returns");
        Books books = new Books(database);
        paidByCard(books);
        refundsThatFail(books);
        forgiven(books);
        assertThat(database.rows("SELECT * FROM drawdown.sequence_faults")).isEmpty();
    }

    /** B costs 10, of which free credit pays 6 and the card 4; A costs 10, all the card's; B comes back in two slices. */
    private static void paidByCard(Books books) throws SQLException {
        Wallet card = new Wallet(books, "card", "USD");
        card.enter("01-02", "GRANT", 6, 6, "promotional_expense", "promotional_credit", 0, "");
        String free = "lead=B,channel=search";
        card.enter("01-03", "LEAD_DELIVERY", 5, -5, "promotional_credit", "promotional_used", 0, free);
        card.enter("01-03", "LEAD_DELIVERY", 1, -1, "promotional_credit", "promotional_used", 0, free);
        card.enter("01-03", "CARD_CHARGE", 4, 0, "cash", "revenue", 0, "status=PENDING," + free);
        card.enter("01-04", "CARD_CHARGE", 10, 0, "cash", "revenue", 0, "status=PENDING,lead=A,channel=search");
        card.enter("01-05", "CARD_CHARGE", 14, 0, "cash", "revenue", 14, "payment=card/LEAD_CARD/1");
        card.enter("01-06", "LEAD_RETURN", 5, 5, "promotional_used", "promotional_credit", 0, "lead=B");
        card.enter("01-06", "LEAD_RETURN", 1, 1, "promotional_used", "promotional_credit", 0, "lead=B");
        card.enter("01-06", "REFUND", 4, 0, "revenue", "payment_clearing", -4, "payment=card/REFUND/1");
    }

    /** The card's 4 come back as credit that never was any; of 30 of credit that were to go back, 20 do; 7 were owed for. */
    private static void refundsThatFail(Books books) throws SQLException {
        Wallet card = new Wallet(books, "again", "EUR");
        card.enter("01-05", "CARD_CHARGE", 14, 0, "cash", "revenue", 14, "payment=again/LEAD_CARD/1");
        card.enter("01-06", "REFUND", 4, 0, "revenue", "payment_clearing", -4, "payment=again/REFUND/1");
        card.enter("01-07", "TOP_UP", 60, 60, "cash", "deferred_revenue", 0, "payment=again/TOP_UP/1");
        card.enter("01-08", "REFUND", 20, -20, "deferred_revenue", "payment_clearing", 0, "payment=again/REFUND/2");
        card.enter("01-09", "REFUND", 10, -10, "deferred_revenue", "payment_clearing", 0, "payment=again/REFUND/3");
        card.enter("02-01", "REFUND_FAILED", 4, 4, "payment_clearing", "deferred_revenue", 0, "payment=again/REFUND/1");
        card.enter(
                "02-02", "REFUND_FAILED", 10, 10, "payment_clearing", "deferred_revenue", 0, "payment=again/REFUND/3");
        card.enter("03-01", "REFUND", 44, -44, "deferred_revenue", "payment_clearing", 0, "payment=again/REFUND/4");
        card.enter("03-01", "REFUND", 7, -7, "receivable", "payment_clearing", 0, "payment=again/REFUND/4");
        card.enter(
                "03-02", "REFUND_FAILED", 51, 51, "payment_clearing", "deferred_revenue", 0, "payment=again/REFUND/4");
    }

    /** One lead that is forgiven whole, one that was charged to a card and is owed for under no name, one that was paid in part. */
    private static void forgiven(Books books) throws SQLException {
        Wallet whole = new Wallet(books, "whole", "GBP");
        whole.enter("01-10", "SHORTFALL", 7, -7, "receivable", "revenue", 7, "category=sms");
        whole.enter("03-01", "SHORTFALL", 10, -10, "receivable", "revenue", 10, "lead=L1");
        whole.enter("03-05", "LEAD_RETURN", 10, 10, "revenue", "receivable", -10, "lead=L1");

        Wallet nameless = new Wallet(books, "nameless", "GBP");
        nameless.enter("01-10", "SHORTFALL", 5, -5, "receivable", "revenue", 5, "");
        nameless.enter("03-01", "SHORTFALL", 4, -4, "receivable", "revenue", 4, "");
        nameless.enter("03-05", "LEAD_RETURN", 2, 2, "revenue", "receivable", -2, "lead=L2");

        Wallet part = new Wallet(books, "part", "GBP");
        part.enter("02-01", "SHORTFALL", 10, -10, "receivable", "revenue", 10, "lead=L3");
        part.enter("02-20", "SHORTFALL", 6, -6, "receivable", "revenue", 6, "category=sms");
        part.enter("02-25", "TOP_UP", 4, 4, "cash", "deferred_revenue", 0, "");
        part.enter("02-25", "SHORTFALL_SETTLED", 4, 0, "deferred_revenue", "receivable", 0, "");
        part.enter("02-26", "LEAD_RETURN", 6, 6, "revenue", "receivable", -6, "lead=L3");
        part.enter("02-26", "LEAD_RETURN", 4, 4, "revenue", "deferred_revenue", -4, "lead=L3");
        part.enter("02-26", "SHORTFALL_SETTLED", 4, 0, "deferred_revenue", "receivable", 0, "");
    }

    private record Wallet(Books books, String id, String currency) {
        void enter(
                String day, String reason, int amount, int delta, String debit, String credit, int earned, String about)
                throws SQLException {
            books.enter(id, "acme", currency, "2026-" + day, reason, amount, delta, debit, credit, earned, about);
        }
    }

    @Test
    void shouldCountWhatACardIsGivenBackOfALeadThatItHasPaidAPartOf() throws Exception {
        assertThat(database.rows("SELECT channel, delivered, returned, cost::int, cost_per_lead"
                        + " FROM drawdown.cost_per_lead_by_channel WHERE currency = 'USD'"))
                .containsExactly("search 2 1 10 10.000000");
    }

    @Test
    void shouldTakeForRefundedOnlyWhatWasCredit() throws Exception {
        assertThat(database.rows(
                        "SELECT month, opening::int, purchased::int, refunded::int, adjusted::int, closing::int"
                                + " FROM drawdown.deferred_revenue_rollforward WHERE currency = 'EUR' ORDER BY 1"))
                .containsExactly("2026-01-01 0 60 30 0 30", "2026-02-01 30 0 -10 4 44", "2026-03-01 44 0 0 7 51");
    }

    @Test
    void shouldForgiveWhatAReturnedLeadIsOwedForAndNotTheOldest() throws Exception {
        String query = "SELECT wallet_id, owed::int, days_0_to_30::int, days_31_to_60::int, days_61_to_90::int,"
                + " days_over_90::int FROM drawdown.receivables_by_age('%s') WHERE currency = 'GBP' ORDER BY 1";

        assertThat(database.rows(query.formatted("2026-03-20")))
                .containsExactly("nameless 7 4 0 3 0", "part 2 2 0 0 0", "whole 7 0 0 7 0");
        assertThat(database.rows(query.formatted("2026-03-02")))
                .containsExactly("nameless 9 4 5 0 0", "part 2 2 0 0 0", "whole 17 10 7 0 0");
    }

    @Test
    void shouldOweWhatTheAccountsSay() throws Exception {
        assertThat(database.rows("SELECT (SELECT sum(owed)::int FROM drawdown.receivables_by_age('2026-03-20')"
                        + " WHERE currency = 'GBP'), -credit_balance::int FROM drawdown.trial_balance"
                        + " WHERE account = 'receivable' AND currency = 'GBP'"))
                .containsExactly("16 16");
    }
}
