package dev.drawdown.audit;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Every payment of a reconciliation as a line of CSV (RFC 4180), those that agree too.
 *
 * <p>Ids are made up by others, and a spreadsheet takes a cell that begins like a formula for one: such a cell gets an
 * apostrophe in front.
 */
public final class ReconcileCsv {
    private static final List<String> HEAD = List.of(
            "result",
            "request_id",
            "wallet_id",
            "purpose",
            "currency",
            "asked_at",
            "ledger_amount",
            "stripe_amount",
            "ledger_refunded",
            "stripe_refunded",
            "ledger_disputed",
            "stripe_disputed",
            "stripe_ids",
            "note");
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\p{C}]*[=+\\-@].*|^[\\t\\r\\n].*", Pattern.DOTALL);
    private static final Pattern TO_QUOTE = Pattern.compile(".*[\",\\r\\n].*", Pattern.DOTALL);

    private ReconcileCsv() {}

    /** Writes head and lines. */
    public static void write(ReconcileReport report, Appendable to) throws IOException {
        to.append(row(HEAD));
        for (ReconcileLine line : report.lines()) {
            to.append(row(cells(line)));
        }
    }

    private static List<String> cells(ReconcileLine line) {
        RequestName name = RequestName.of(line.requestId());
        LedgerPayment ledger = line.ledger();
        ProviderPayment provider = line.provider();
        return List.of(
                line.verdict().name().toLowerCase(Locale.ROOT),
                line.requestId(),
                name.walletId(),
                name.purpose(),
                line.currency(),
                line.at().toString(),
                ledger == null ? "" : AmountText.of(line.ledgerMicros()),
                provider == null ? "" : AmountText.of(line.providerMicros()),
                ledger == null ? "" : AmountText.of(ledger.refundedMicros()),
                provider == null ? "" : AmountText.of(provider.refundedMicros()),
                ledger == null ? "" : AmountText.of(ledger.disputedMicros()),
                provider == null ? "" : AmountText.of(provider.disputedMicros()),
                line.providerId(),
                line.note());
    }

    private static String row(List<String> cells) {
        StringJoiner row = new StringJoiner(",", "", "\r\n");
        cells.forEach(cell -> row.add(quoted(harmless(cell))));
        return row.toString();
    }

    private static String harmless(String cell) {
        return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        return TO_QUOTE.matcher(cell).matches() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
