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
        @Nullable String receiptUrl) {

    /** For what concerns nothing but the wallet itself. */
    static Attribution plain(Input input) {
        return of(input.id(), input.claimedAtMillis(), null, null, null, null);
    }

    /** For money received or taken, with the reference that a person gave. */
    static Attribution referring(Input input, @Nullable String reference) {
        return of(input.id(), input.claimedAtMillis(), null, null, null, reference);
    }

    /** For a hold's slices. */
    static Attribution ofHold(Input input, Hold hold) {
        return of(input.id(), input.claimedAtMillis(), hold.category(), hold.chargeType(), hold.holdId(), null);
    }

    /** For a usage event. */
    static Attribution ofUsage(Input.Usage usage) {
        Price price = usage.price();
        return new Attribution(
                usage.id(),
                usage.claimedAtMillis(),
                usage.appId(),
                usage.category(),
                usage.meter(),
                usage.quantity(),
                price == null ? null : price.unitPrice(),
                price == null ? null : price.version(),
                usage.chargeType(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** For a lead's delivery. */
    static Attribution ofLead(Input.LeadDelivered lead) {
        Price price = lead.price();
        return new Attribution(
                lead.id(),
                lead.claimedAtMillis(),
                lead.appId(),
                Input.LeadDelivered.CATEGORY,
                price == null ? null : price.meter(),
                BigDecimal.ONE,
                price == null ? null : price.unitPrice(),
                price == null ? null : price.version(),
                ChargeType.USAGE,
                lead.leadId(),
                lead.buyerId(),
                lead.campaignId(),
                lead.channel(),
                lead.holdId(),
                null,
                null,
                null,
                null);
    }

    /** For a lead's return. */
    static Attribution ofReturn(Input.LeadReturned lead) {
        return new Attribution(
                lead.id(),
                lead.claimedAtMillis(),
                null,
                Input.LeadDelivered.CATEGORY,
                null,
                null,
                null,
                null,
                ChargeType.USAGE,
                lead.leadId(),
                lead.buyerId(),
                null,
                null,
                null,
                null,
                null,
                lead.reason(),
                null);
    }

    /** For what a payment brings or takes: about nothing but the payment, whatever the input was about. */
    Attribution ofPayment(String requestId, @Nullable String newReference, @Nullable String newReceiptUrl) {
        return new Attribution(
                inputId,
                occurredAtMillis,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                requestId,
                newReference,
                newReceiptUrl);
    }

    /** The same with what a person, or another request, knows it by. */
    Attribution withReference(String newReference) {
        return new Attribution(
                inputId,
                occurredAtMillis,
                appId,
                category,
                meter,
                quantity,
                unitPrice,
                priceVersion,
                chargeType,
                leadId,
                buyerId,
                campaignId,
                channel,
                holdId,
                invoiceId,
                paymentId,
                newReference,
                receiptUrl);
    }

    /** The same without the quantity, for every entry of a decision but the first. */
    Attribution withoutQuantity() {
        return quantity == null
                ? this
                : new Attribution(
                        inputId,
                        occurredAtMillis,
                        appId,
                        category,
                        meter,
                        null,
                        unitPrice,
                        priceVersion,
                        chargeType,
                        leadId,
                        buyerId,
                        campaignId,
                        channel,
                        holdId,
                        invoiceId,
                        paymentId,
                        reference,
                        receiptUrl);
    }

    private static Attribution of(
            String inputId,
            long occurredAtMillis,
            @Nullable String category,
            @Nullable ChargeType chargeType,
            @Nullable String holdId,
            @Nullable String reference) {
        return new Attribution(
                inputId,
                occurredAtMillis,
                null,
                category,
                null,
                null,
                null,
                null,
                chargeType,
                null,
                null,
                null,
                null,
                holdId,
                null,
                null,
                reference,
                null);
    }
}
