package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the ledger entries of one step. */
final class Book {
    private static final int MICRO_SCALE = 6;

    final Account account;
    final Step step;
    final Instant now;
    private final Source source;
    private final Instant occurredAt;
    /** What every entry of the transaction tells of its cause. */
    final Map<String, Object> common = new LinkedHashMap<>();
    /** What only its first entry tells, so that adding up the ledger counts it once. */
    final Map<String, Object> firstOnly = new LinkedHashMap<>();

    Book(Account account, Step step, Instant now, Source source, Instant occurredAt) {
        this.account = account;
        this.step = step;
        this.now = now;
        this.source = source;
        this.occurredAt = occurredAt;
    }

    void tell(String name, @Nullable Object value) {
        if (value != null) {
            common.put(name, value);
        }
    }

    /** Credit comes in, or comes back. */
    void credit(
            String reason, ModelTranche tranche, BigDecimal amount, String debit, String credit, BigDecimal earned) {
        post("CREDIT", reason, amount, amount, tranche, debit, credit, earned);
    }

    /** Credit of a tranche goes, to where its pool says or elsewhere. */
    void debit(String reason, ModelTranche tranche, BigDecimal amount, String to, boolean earned) {
        BigDecimal recognized = earned && tranche.pool.earns() ? amount : Money.ZERO;
        post("DEBIT", reason, amount, amount.negate(), tranche, tranche.pool.account, to, recognized);
    }

    void post(
            String type,
            String reason,
            BigDecimal amount,
            BigDecimal delta,
            @Nullable ModelTranche tranche,
            String debit,
            String credit,
            BigDecimal recognized) {
        BigDecimal before = account.booked;
        account.booked = before.add(delta);
        account.seq++;
        Predicted entry = new Predicted()
                .with("wallet_id", account.walletId)
                .with("owner_id", account.ownerId)
                .with("currency", account.currency)
                .with("seq", account.seq)
                .with("transaction_id", step.inputId)
                .with("input_id", step.inputId)
                .with("type", type)
                .with("reason", reason)
                .with("status", "COMPLETED")
                .with("amount", amount)
                .with("credits", amount.divide(account.creditValue, MICRO_SCALE, RoundingMode.HALF_EVEN))
                .with("balance_before", before)
                .with("balance_delta", delta)
                .with("balance_after", account.booked)
                .with("tranche_id", tranche == null ? null : tranche.id())
                .with("pool", tranche == null ? null : tranche.pool.name())
                .with("debit_account", debit)
                .with("credit_account", credit)
                .with("recognized_revenue", recognized)
                .with("source_topic", source.topic())
                .with("source_partition", (long) source.partition())
                .with("source_offset", source.offset())
                .with("occurred_at", occurredAt)
                .with("recorded_at", now)
                .with("config_version", account.configVersion)
                .withAll(common);
        if (step.entries.isEmpty()) {
            entry.withAll(firstOnly);
        }
        step.entries.add(entry);
    }
}
