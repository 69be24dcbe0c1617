package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.TestDatabase;
import java.sql.SQLException;

/**
 * A quarter in the books of three wallets, small enough to be worked out by hand: two of acme's (one in EUR), one of globex';
 * and the first week of a fourth, initech's, which a card pays for. Amounts are whole, so that the figures can be followed; what each entry is about stands beside it.
 */
public final class BooksOfAQuarter {
    private final Books books;

    public BooksOfAQuarter(TestDatabase database) {
        books = new Books(database);
    }

    public void write() throws SQLException {
        purchasesOfAcme();
        endOfCreditOfAcme();
        globex();
        euros();
        cards();
        books.balance("w1", "acme", "USD", 17);
        books.balance("w2", "globex", "USD", 7);
        books.balance("w3", "acme", "EUR", 5);
        books.balance("w4", "initech", "USD", 7);
    }

    private void purchasesOfAcme() throws SQLException {
        w1("2026-01-05", "TOP_UP", 100, 100, "cash", "deferred_revenue", 0, "");
        w1("2026-01-06", "GRANT", 20, 20, "promotional_expense", "promotional_credit", 0, "");
        w1(
                "2026-01-10",
                "USAGE",
                20,
                -20,
                "promotional_credit",
                "promotional_used",
                0,
                "app=a,category=sms,quantity=200");
        w1("2026-01-10", "USAGE", 10, -10, "deferred_revenue", "revenue", 10, "app=a,category=sms");
        w1("2026-01-20", "LEAD_DELIVERY", 18, -18, "deferred_revenue", "revenue", 18, "lead=L1,channel=search");
        w1("2026-01-21", "LEAD_DELIVERY", 12, -12, "deferred_revenue", "revenue", 12, "lead=L2,channel=social");
        w1("2026-02-02", "LEAD_RETURN", 18, 18, "revenue", "deferred_revenue", -18, "lead=L1");
    }

    private void endOfCreditOfAcme() throws SQLException {
        w1("2026-02-10", "EXPIRY", 8, -8, "deferred_revenue", "breakage", 8, "");
        w1("2026-02-15", "USAGE", 70, -70, "deferred_revenue", "revenue", 70, "app=b,category=call,quantity=7");
        w1("2026-02-15", "SHORTFALL", 30, -30, "receivable", "revenue", 30, "app=b,category=call");
        w1("2026-02-20", "TOP_UP", 50, 0, "cash", "deferred_revenue", 0, "status=PENDING");
        w1("2026-03-20", "TOP_UP", 50, 50, "cash", "deferred_revenue", 0, "");
        w1("2026-03-20", "SHORTFALL_SETTLED", 30, 0, "deferred_revenue", "receivable", 0, "");
        w1("2026-03-25", "REFUND", 5, -5, "deferred_revenue", "payment_clearing", 0, "");
        w1("2026-03-26", "REFUND_SETTLED", 5, 0, "payment_clearing", "cash", 0, "");
        w1("2026-03-27", "DEDUCTION", 1, -1, "deferred_revenue", "adjustments", 0, "");
        w1("2026-03-28", "DISPUTE", 4, -4, "deferred_revenue", "cash", 0, "");
    }

    private void globex() throws SQLException {
        w2("2026-01-31 23:30", "TOP_UP", 40, 40, "cash", "deferred_revenue", 0, "");
        w2("2026-02-01 10:00", "USAGE", 40, -40, "deferred_revenue", "revenue", 40, "category=email,quantity=400");
        w2("2026-02-01 10:00", "SHORTFALL", 7, -7, "receivable", "revenue", 7, "category=email");
        w2("2026-03-10 12:00", "SHORTFALL", 5, -5, "receivable", "revenue", 5, "category=email,quantity=50");
        w2("2026-04-20 12:00", "TOP_UP", 3, 3, "cash", "deferred_revenue", 0, "");
        w2("2026-04-20 12:00", "SHORTFALL_SETTLED", 3, 0, "deferred_revenue", "receivable", 0, "");
        w2("2026-04-21 12:00", "SHORTFALL", 4, -4, "receivable", "revenue", 4, "lead=L9,channel=search");
    }

    private void euros() throws SQLException {
        w3("2026-01-02", "TOP_UP", 10, 10, "cash", "deferred_revenue", 0, "");
        w3("2026-01-03", "PLAN_GRANT", 15, 15, "plan_expense", "plan_credit", 0, "");
        w3("2026-01-04", "USAGE", 5, -5, "plan_credit", "plan_used", 0, "app=a,category=sms,quantity=50");
        w3("2026-02-01", "EXPIRY", 10, -10, "plan_credit", "plan_expense", 0, "");
        w3("2026-02-02", "TERMINATION", 10, -10, "deferred_revenue", "breakage", 10, "");
    }

    /** What a card is to pay is PENDING when it is delivered, VOIDED when it is returned before that, and paid in one sum. */
    private void cards() throws SQLException {
        w4("2026-05-02", "CARD_CHARGE", 30, 0, "cash", "revenue", 0, "status=PENDING,lead=L20,channel=search");
        w4("2026-05-03", "CARD_CHARGE", 20, 0, "cash", "revenue", 0, "status=PENDING,lead=L21,channel=search");
        w4("2026-05-04", "CARD_CHARGE", 20, 0, "cash", "revenue", 0, "status=VOIDED,lead=L21");
        w4("2026-05-05", "CARD_CHARGE", 6, 0, "cash", "revenue", 0, "status=PENDING,app=a,category=sms,quantity=60");
        w4("2026-05-06", "CARD_CHARGE", 36, 0, "cash", "revenue", 36, "");
        w4("2026-05-07", "TOP_UP", 10, 10, "cash", "deferred_revenue", 0, "");
        w4("2026-05-08", "HOLD_CAPTURE", 4, -4, "deferred_revenue", "revenue", 4, "hold=H1");
    }

    private void w1(
            String at, String reason, int amount, int delta, String debit, String credit, int earned, String about)
            throws SQLException {
        books.enter("w1", "acme", "USD", at, reason, amount, delta, debit, credit, earned, about);
    }

    private void w2(
            String at, String reason, int amount, int delta, String debit, String credit, int earned, String about)
            throws SQLException {
        books.enter("w2", "globex", "USD", at, reason, amount, delta, debit, credit, earned, about);
    }

    private void w3(
            String at, String reason, int amount, int delta, String debit, String credit, int earned, String about)
            throws SQLException {
        books.enter("w3", "acme", "EUR", at, reason, amount, delta, debit, credit, earned, about);
    }

    private void w4(
            String at, String reason, int amount, int delta, String debit, String credit, int earned, String about)
            throws SQLException {
        books.enter("w4", "initech", "USD", at, reason, amount, delta, debit, credit, earned, about);
    }
}
