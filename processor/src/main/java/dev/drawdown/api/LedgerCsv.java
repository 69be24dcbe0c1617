package dev.drawdown.api;

import dev.drawdown.schemas.LedgerEntry;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import org.apache.avro.Schema;

/**
 * Writes ledger entries as CSV (RFC 4180), one column per field.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front, as whoever sends events may choose texts
 * and whoever opens the file trusts it. Numbers are written by us and stay numbers, negative ones too.
 */
final class LedgerCsv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n|%";

    private final Writer out;

    LedgerCsv(Writer out) {
        this.out = out;
    }

    void header() throws IOException {
        String separator = "";
        for (Schema.Field field : LedgerEntry.getClassSchema().getFields()) {
            out.append(separator).append(field.name());
            separator = ",";
        }
        out.append("\r\n");
    }

    void row(LedgerEntry entry) throws IOException {
        String separator = "";
        for (Schema.Field field : LedgerEntry.getClassSchema().getFields()) {
            out.append(separator);
            Object value = entry.get(field.pos());
            switch (value) {
                case null -> out.append("");
                case BigDecimal number -> out.append(number.toPlainString());
                case Number number -> out.append(number.toString());
                default -> text(value.toString());
            }
            separator = ",";
        }
        out.append("\r\n");
    }

    /** Says, where the next row should be, that there are more, and how to get them. */
    void brokenOff(String cursor) throws IOException {
        out.append("# BROKEN OFF: the wallet is being moved; ask for the rest with cursor=")
                .append(cursor)
                .append("\r\n");
    }

    private void text(String text) throws IOException {
        // White space in front does not keep every spreadsheet from it.
        String start = text.strip();
        boolean isFormula = !text.isEmpty()
                && (FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        || (!start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0));
        String safe = isFormula ? "'" + text : text;
        boolean isQuoted = isFormula || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (isQuoted) {
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            out.append(safe);
        }
    }
}
