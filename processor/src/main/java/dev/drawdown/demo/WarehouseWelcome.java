package dev.drawdown.demo;

import java.util.ArrayList;
import java.util.List;

/** Says how to ask the demo's warehouse, and what is worth asking. */
public final class WarehouseWelcome {
    private static final List<String> QUERIES = List.of(
            "SELECT wallet_id, gate, available, owed FROM drawdown.wallet_balances ORDER BY available LIMIT 10",
            "SELECT * FROM drawdown.deferred_revenue_rollforward",
            "SELECT fault, count(*) AS wallets FROM drawdown.sequence_faults GROUP BY fault");

    private WarehouseWelcome() {}

    /**
     * Returns the lines.
     *
     * @param psqlUrl where {@code psql} finds it
     */
    public static List<String> lines(String psqlUrl) {
        List<String> lines = new ArrayList<>();
        lines.add("  The warehouse (all its views: connectors/README.md):");
        lines.add("    psql " + psqlUrl);
        lines.add("  Who is nearly out of credit; how deferred revenue rolls forward; whether an entry is missing or"
                + " double (what is MISSING_AT_THE_END is on its way):");
        QUERIES.forEach(query -> lines.add("    psql " + psqlUrl + " -c '" + query + "'"));
        lines.add("");
        return lines;
    }
}
