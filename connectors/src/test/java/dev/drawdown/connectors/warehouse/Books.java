package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a ledger into a warehouse, entry by entry: sequence numbers, balances and the chain of hashes follow by themselves. */
final class Books {
    private static final String ZEROS = "0".repeat(64);

    private final TestDatabase database;
    private final Map<String, Integer> seqs = new HashMap<>();
    private final Map<String, BigDecimal> balances = new HashMap<>();

    Books(TestDatabase database) {
        this.database = database;
    }

    /** Enters one posting; those of one instant in a wallet are one transaction. */
    void enter(
            String wallet,
            String owner,
            String currency,
            String at,
            String reason,
            int amount,
            int delta,
            String debit,
            String credit,
            int earned,
            String about)
            throws SQLException {
        int seq = seqs.merge(wallet, 1, Integer::sum);
        BigDecimal before = balances.getOrDefault(wallet, BigDecimal.ZERO);
        BigDecimal after = before.add(BigDecimal.valueOf(delta));
        balances.put(wallet, after);
        Map<String, String> details = details(about);
        database.execute("""
            INSERT INTO drawdown.ledger_entries (wallet_id, seq, transaction_id, owner_id, type, reason, status, amount,
                credits, currency, balance_delta, balance_before, balance_after, debit_account, credit_account,
                recognized_revenue, app_id, category, quantity, lead_id, channel, hold_id, payment_id, input_id,
                source_topic, source_partition, source_offset, description, occurred_at, recorded_at, config_version,
                prev_hash, hash)
            VALUES ('%1$s', %2$d, '%1$s/%3$s', '%4$s', '%5$s', '%6$s', '%7$s', %8$d, %8$d, '%9$s', %10$d, %11$s, %12$s,
                '%13$s', '%14$s', %15$d, %16$s, %17$s, %18$s, %19$s, %20$s, %21$s, %22$s, 'i-%2$d', 'usage.events', 0,
                %2$d, '', '%3$s', '%3$s', 1, '%23$s', '%24$s')\
            """.formatted(
                        wallet,
                        seq,
                        at,
                        owner,
                        delta < 0 ? "DEBIT" : "CREDIT",
                        reason,
                        details.getOrDefault("status", "COMPLETED"),
                        amount,
                        currency,
                        delta,
                        before,
                        after,
                        debit,
                        credit,
                        earned,
                        quoted(details.get("app")),
                        quoted(details.get("category")),
                        details.getOrDefault("quantity", "NULL"),
                        quoted(details.get("lead")),
                        quoted(details.get("channel")),
                        quoted(details.get("hold")),
                        quoted(details.get("payment")),
                        seq == 1 ? ZEROS : hash(wallet, seq - 1),
                        hash(wallet, seq)));
    }

    private static Map<String, String> details(String about) {
        Map<String, String> details = new HashMap<>();
        for (String detail : about.isEmpty() ? new String[0] : about.split(",", -1)) {
            details.put(detail.substring(0, detail.indexOf('=')), detail.substring(detail.indexOf('=') + 1));
        }
        return details;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }

    private static String hash(String wallet, int seq) {
        return wallet + "-" + "%061d".formatted(seq);
    }

    /** Enters how a wallet stands in the end. */
    void balance(String wallet, String owner, String currency, int seq) throws SQLException {
        BigDecimal balance = balances.getOrDefault(wallet, BigDecimal.ZERO);
        database.execute("""
            INSERT INTO drawdown.wallet_balances (wallet_id, owner_id, currency, status, settled, held, pending, owed,
                available, level, gate, seq, updated_at)
            VALUES ('%s', '%s', '%s', 'ACTIVE', %s, 0, 0, %s, %s, 'OK', 'OPEN', %d, '2026-04-21')\
            """.formatted(
                        wallet,
                        owner,
                        currency,
                        balance.max(BigDecimal.ZERO),
                        balance.min(BigDecimal.ZERO).negate(),
                        balance,
                        seq));
    }
}
