package dev.drawdown.schemas;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The hash of a ledger entry: SHA-256 over a canonical form of all its fields but {@code hash}, {@code prev_hash} among
 * them, so that no entry of a wallet can be changed, left out or put elsewhere unnoticed.
 *
 * <p>The form is specified in this module's README, field by field and apart from Avro, so that an auditor in another
 * language computes the same.
 */
public final class LedgerHash {
    /** The {@code prev_hash} of a wallet's first entry. */
    public static final String GENESIS = "0".repeat(64);

    private static final ThreadLocal<LedgerHashWriter> WRITERS = ThreadLocal.withInitial(LedgerHashWriter::new);
    private static final int MICROS_SCALE = 6;

    private LedgerHash() {}

    /** Returns the hash that {@code entry} must have, as 64 lower-case hex digits; what it has is not looked at. */
    public static String of(LedgerEntry entry) {
        return write(entry, WRITERS.get()).hex();
    }

    /** Writes the canonical form. The order is part of it and independent of the schema's. */
    static LedgerHashWriter write(LedgerEntry entry, LedgerHashWriter form) {
        return form.begin()
                .text(entry.getWalletId())
                .number(entry.getSeq())
                .text(entry.getTransactionId())
                .text(entry.getOwnerId())
                .text(entry.getType())
                .text(entry.getReason())
                .text(entry.getStatus())
                .number(micros(entry.getAmount()))
                .number(micros(entry.getCredits()))
                .text(entry.getCurrency())
                .number(micros(entry.getBalanceDelta()))
                .number(micros(entry.getBalanceBefore()))
                .number(micros(entry.getBalanceAfter()))
                .text(entry.getTrancheId())
                .text(entry.getPool())
                .text(entry.getDebitAccount())
                .text(entry.getCreditAccount())
                .number(micros(entry.getRecognizedRevenue()))
                .text(entry.getAppId())
                .text(entry.getCategory())
                .text(entry.getMeter())
                .rate(entry.getQuantity())
                .rate(entry.getUnitPrice())
                .optional(entry.getPriceVersion())
                .text(entry.getChargeType())
                .text(entry.getLeadId())
                .text(entry.getBuyerId())
                .text(entry.getCampaignId())
                .text(entry.getChannel())
                .text(entry.getHoldId())
                .text(entry.getInvoiceId())
                .text(entry.getPaymentId())
                .text(entry.getInputId())
                .text(entry.getSourceTopic())
                .number(entry.getSourcePartition())
                .number(entry.getSourceOffset())
                .text(entry.getReference())
                .text(entry.getReceiptUrl())
                .text(entry.getDescription())
                .number(entry.getOccurredAt().toEpochMilli())
                .number(entry.getRecordedAt().toEpochMilli())
                .number(entry.getConfigVersion())
                .optional(entry.getCorrectsSeq())
                .hash(entry.getPrevHash());
    }

    private static long micros(BigDecimal money) {
        return money.setScale(MICROS_SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }
}
