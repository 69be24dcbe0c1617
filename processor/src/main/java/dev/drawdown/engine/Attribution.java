package dev.drawdown.engine;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is about, beyond the money: shared by all entries of one decision but for the quantity, which only the
 * first carries so that sums over the ledger count it once.
 */
public record Attribution(
        String inputId,
        long occurredAtMillis,
        @Nullable String appId,
        @Nullable String category,
        @Nullable String meter,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal unitPrice,
        @Nullable String priceVersion,
        @Nullable ChargeType chargeType,
        @Nullable String leadId,
        @Nullable String buyerId,
        @Nullable String campaignId,
        @Nullable String channel,
        @Nullable String holdId,
        @Nullable String invoiceId,
        @Nullable String paymentId,
        @Nullable String reference,
        @Nullable String receiptUrl) {}
