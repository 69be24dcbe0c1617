package dev.drawdown.engine;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a wallet. */
public sealed interface Input {
    String walletId();

    /** The producer's id of it, unique among the wallet's events and commands. */
    String id();

    /** When the producer says that it happened. */
    long claimedAtMillis();

    /** Something was used and costs what it costs. */
    record Usage(
            String id,
            String walletId,
            @Nullable String appId,
            String category,
            @Nullable String meter,
            BigDecimal quantity,
            @Nullable Long amountMicros,
            @Nullable Price price,
            ChargeType chargeType,
            long claimedAtMillis)
            implements Input {}

    /** A lead was delivered to a buyer. */
    record LeadDelivered(
            String id,
            String walletId,
            String leadId,
            @Nullable Long amountMicros,
            @Nullable Price price,
            @Nullable String buyerId,
            @Nullable String campaignId,
            @Nullable String channel,
            @Nullable String appId,
            @Nullable String holdId,
            long claimedAtMillis)
            implements Input {
        /** The category that a lead's charge is of, and the meter that prices a lead which names no price. */
        public static final String CATEGORY = "lead";
    }

    /** A buyer gave a lead back. */
    record LeadReturned(
            String id,
            String walletId,
            String leadId,
            @Nullable String buyerId,
            @Nullable String reason,
            long claimedAtMillis)
            implements Input {}

    /** Somebody asks for a change. */
    record Command(String id, String walletId, String issuedBy, long claimedAtMillis, Body body) implements Input {}

    /** Time has come to the wallet's {@link Wallet#nextDueMillis}: apply what falls due at that instant. */
    record Due(String walletId, long claimedAtMillis) implements Input {
        @Override
        public String id() {
            return "due/" + claimedAtMillis;
        }
    }

    /** The owner's time zone changed. */
    record OwnerChanged(String walletId, ZoneId zone, long claimedAtMillis) implements Input {
        @Override
        public String id() {
            return "owner/" + claimedAtMillis;
        }
    }

    /** The owner has other payment methods than before. */
    record MethodsChanged(String walletId, long claimedAtMillis) implements Input {
        @Override
        public String id() {
            return "methods/" + claimedAtMillis;
        }
    }

    /**
     * The owner has found that a card keeps failing, on this wallet and others.
     *
     * @param card which one, as people know it
     */
    record CardFailing(String walletId, String card, int declines, int wallets, long sinceMillis, long claimedAtMillis)
            implements Input {
        @Override
        public String id() {
            return "card/" + claimedAtMillis;
        }
    }

    /** What a command asks for. */
    sealed interface Body {}

    /**
     * A wallet is wanted, with its rules and its first credit.
     *
     * @param zone the owner's, resolved by the owner before the wallet decides
     */
    record OpenWallet(
            String ownerId,
            @Nullable String name,
            String currency,
            long creditValueMicros,
            WalletSettings settings,
            @Nullable Long expiresAtMillis,
            @Nullable TopUp topUp,
            @Nullable Long freeAmountMicros,
            ZoneId zone)
            implements Body {}

    /**
     * A wallet is to have other rules.
     *
     * @param expectedConfigVersion of the rules that these were made from; null where that does not matter
     * @param change what the sender was asked for, where the rules are made of that and of what was there
     */
    record ConfigureWallet(
            @Nullable WalletSettings settings,
            @Nullable Long expiresAtMillis,
            @Nullable String name,
            @Nullable Integer expectedConfigVersion,
            @Nullable String change)
            implements Body {}

    record FreezeWallet(@Nullable String reason) implements Body {}

    record UnfreezeWallet(@Nullable String reason) implements Body {}

    record TerminateWallet(@Nullable String reason) implements Body {}

    record TopUp(
            long amountMicros,
            WalletSettings.Collect collect,
            @Nullable String payerId,
            @Nullable String reference,
            long freeAmountMicros,
            @Nullable Long expiresAtMillis)
            implements Body {}

    record Grant(
            long amountMicros,
            Pool pool,
            @Nullable Integer priority,
            @Nullable Long effectiveAtMillis,
            @Nullable Long expiresAtMillis,
            @Nullable Scope scope,
            @Nullable String reason)
            implements Body {}

    record AmendTranche(
            String trancheId,
            @Nullable Long expiresAtMillis,
            @Nullable Integer priority) implements Body {}

    record Deduct(
            long amountMicros,
            boolean refundToCard,
            @Nullable String reason) implements Body {}

    record ChargeCard(
            long amountMicros, String description, @Nullable String payerId) implements Body {}

    record Adjust(
            long amountMicros,
            Pool pool,
            String reason,
            @Nullable Long correctsSeq) implements Body {}

    record Subscribe(String planId, @Nullable Long anchorMillis) implements Body {}

    record Unsubscribe(String planId, boolean keepRemaining) implements Body {}

    record PlaceHold(
            String holdId,
            long amountMicros,
            ChargeType chargeType,
            @Nullable String category,
            long ttlSeconds,
            boolean allowOverage)
            implements Body {}

    record CaptureHold(String holdId, @Nullable Long amountMicros) implements Body {}

    record ReleaseHold(String holdId) implements Body {}

    record PayInvoice(String invoiceId, List<InvoiceLine> lines) implements Body {
        public PayInvoice {
            lines = List.copyOf(lines);
        }
    }

    record InvoiceLine(
            String lineId, ChargeType chargeType, @Nullable String category, long amountMicros) {}

    record VoidInvoicePayment(String invoiceId) implements Body {}

    /** What became of a request, as the payment provider says; an amount where it may differ from the request's. */
    record RecordPayment(
            String requestId,
            int attempt,
            PaymentStatus status,
            @Nullable Long amountMicros,
            @Nullable String providerId,
            @Nullable String declineCode,
            @Nullable DeclineKind declineKind,
            @Nullable String actionUrl,
            @Nullable String receiptUrl,
            long atMillis)
            implements Body {}

    /** How far the provider says that a payment has come. */
    enum PaymentStatus {
        PROCESSING,
        ACTION_REQUIRED,
        SUCCEEDED,
        FAILED,
        REFUNDED,
        DISPUTED,
        DISPUTE_WON
    }

    /** Whether a method that was declined may work later. */
    enum DeclineKind {
        HARD,
        SOFT
    }
}
