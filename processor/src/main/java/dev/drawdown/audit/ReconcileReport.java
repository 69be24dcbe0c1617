package dev.drawdown.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What holding the ledger's payments against the provider's has shown, line by line. */
public final class ReconcileReport {
    private static final String[] HEAD = {"difference", "payment", "ledger", "stripe", "", "at stripe", "note"};
    private static final int[] RIGHT = {2, 3};
    private static final String GAP = "  ";

    private final List<ReconcileLine> lines;

    ReconcileReport(List<ReconcileLine> lines) {
        this.lines = List.copyOf(lines);
    }

    List<ReconcileLine> lines() {
        return lines;
    }

    /** Returns how many payments there were with this result. */
    public long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    /** Returns how many payments differ. */
    public long differences() {
        return lines.stream().filter(line -> line.verdict().isDifference()).count();
    }

    /**
     * Returns the differences as a table for a terminal, empty where there is none.
     *
     * @param most how many of them at most
     */
    public List<String> table(int most) {
        List<String[]> rows = new ArrayList<>();
        for (ReconcileLine line : lines) {
            if (line.verdict().isDifference() && rows.size() < most) {
                rows.add(row(line));
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        rows.addFirst(HEAD);
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String[] row(ReconcileLine line) {
        return new String[] {
            line.verdict().words(),
            printable(line.requestId()),
            line.ledger() == null ? "-" : AmountText.of(line.ledgerMicros()),
            line.provider() == null ? "-" : AmountText.of(line.providerMicros()),
            printable(line.currency()),
            printable(line.providerId()),
            line.note()
        };
    }

    /** An id may be anything that a producer made up, even what moves a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    private static String aligned(String[] row, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String space = " ".repeat(widths[column] - row[column].length());
            boolean right = column == RIGHT[0] || column == RIGHT[1];
            text.append(right ? space + row[column] : row[column] + space).append(GAP);
        }
        return text.toString().stripTrailing();
    }

    /** Returns all of it in a sentence. */
    public String summary() {
        List<String> kinds = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict.isDifference() && count(verdict) > 0) {
                kinds.add(number(count(verdict)) + " " + verdict.words());
            }
        }
        return number(lines.size()) + (lines.size() == 1 ? " payment: " : " payments: ")
                + number(count(Verdict.AGREES)) + " agree, "
                + number(count(Verdict.IN_FLIGHT)) + " in flight, "
                + number(differences()) + (differences() == 1 ? " differs" : " differ")
                + (kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
