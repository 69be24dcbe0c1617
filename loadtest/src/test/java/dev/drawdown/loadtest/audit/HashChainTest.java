package dev.drawdown.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.model.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chain against an entry and its hash as the specification gives them. */
class HashChainTest {

    @Test
    void shouldHashTheFirstEntryOfTheSpecification() {
        Map<String, Object> entry = new HashMap<>(Map.of(
                "wallet_id", "w-1",
                "transaction_id", "w-1/1",
                "owner_id", "acme",
                "type", "CREDIT",
                "reason", "TOP_UP",
                "status", "COMPLETED",
                "currency", "USD",
                "tranche_id", "t-1",
                "pool", "PURCHASED"));
        entry.putAll(Map.of(
                "seq",
                1L,
                "amount",
                new BigDecimal("100"),
                "credits",
                new BigDecimal("20"),
                "balance_delta",
                new BigDecimal("100"),
                "balance_before",
                BigDecimal.ZERO,
                "balance_after",
                new BigDecimal("100"),
                "debit_account",
                "cash",
                "credit_account",
                "deferred_revenue",
                "recognized_revenue",
                BigDecimal.ZERO));
        entry.putAll(Map.of(
                "input_id",
                "cmd-1",
                "source_topic",
                "wallet.commands",
                "source_partition",
                0L,
                "source_offset",
                0L,
                "reference",
                "wire 7",
                "description",
                "Top-up",
                "occurred_at",
                Instant.parse("2026-01-31T12:00:00Z"),
                "recorded_at",
                Instant.parse("2026-01-31T12:00:00.250Z"),
                "config_version",
                1L));

        assertThat(HashChain.hash(new Fields("LedgerEntry", entry), HashChain.GENESIS))
                .isEqualTo("081659a21c47de7d7d200ffbfcc9a07702553697b47863e970b7aad4e8920f0e");
    }
}
