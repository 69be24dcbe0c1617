package dev.drawdown.topology;

import dev.drawdown.engine.Attribution;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Wallet;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.LedgerHash;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns postings into ledger entries and chains them: each carries the hash of the one before. */
final class LedgerWriter {
    private static final HexFormat HEX = HexFormat.of();
    private static final Map<Posting.Account, String> ACCOUNTS = accounts();
    private static final int CREDITS_SCALE = 6;
    private static final BigDecimal MOST_CREDITS = new BigDecimal("999999999999.999999");
    private static final int QUANTITY_SCALE = 18;

    private final AvroEncoder<LedgerEntry> encoder;

    LedgerWriter(AvroEncoder<LedgerEntry> encoder) {
        this.encoder = encoder;
    }

    byte[] encode(LedgerEntry entry) {
        return encoder.encode(entry);
    }

    /**
     * Makes the entry of a posting, with its hash.
     *
     * @param previousHash of the wallet's last entry, in hex; zeros before the first
     */
    static LedgerEntry entry(Wallet wallet, Posting posting, Origin origin, String previousHash) {
        LedgerEntry entry = new LedgerEntry();
        entry.setWalletId(wallet.walletId());
        entry.setSeq(posting.seq());
        entry.setTransactionId(posting.transactionId());
        entry.setOwnerId(wallet.ownerId());
        entry.setType(posting.direction().name());
        entry.setReason(posting.reason().name());
        entry.setStatus(posting.status().name());
        BigDecimal amount = Money.decimal(posting.amountMicros());
        entry.setAmount(amount);
        entry.setCredits(credits(amount, posting.amountMicros(), wallet.creditValueMicros()));
        entry.setCurrency(wallet.currency());
        entry.setBalanceDelta(Money.decimal(posting.deltaMicros()));
        entry.setBalanceBefore(Money.decimal(posting.balanceBeforeMicros()));
        entry.setBalanceAfter(Money.decimal(posting.balanceAfterMicros()));
        entry.setTrancheId(posting.trancheId());
        entry.setPool(posting.pool() == null ? null : posting.pool().name());
        entry.setDebitAccount(account(posting.debit()));
        entry.setCreditAccount(account(posting.credit()));
        entry.setRecognizedRevenue(Money.decimal(posting.recognizedMicros()));
        attribute(entry, posting.attribution());
        entry.setSourceTopic(origin.topic());
        entry.setSourcePartition(origin.partition());
        entry.setSourceOffset(origin.offset());
        entry.setDescription(posting.description());
        entry.setRecordedAt(Instant.ofEpochMilli(posting.recordedAtMillis()));
        entry.setConfigVersion((long) posting.configVersion());
        entry.setCorrectsSeq(posting.correctsSeq());
        entry.setPrevHash(previousHash);
        entry.setHash(LedgerHash.of(entry));
        return entry;
    }

    static String hex(byte[] hash) {
        return HEX.formatHex(hash);
    }

    static byte[] bytes(String hexHash) {
        return HEX.parseHex(hexHash);
    }

    private static void attribute(LedgerEntry entry, Attribution about) {
        entry.setInputId(about.inputId());
        entry.setOccurredAt(Instant.ofEpochMilli(about.occurredAtMillis()));
        entry.setAppId(about.appId());
        entry.setCategory(about.category());
        entry.setMeter(about.meter());
        entry.setQuantity(scaled(about.quantity()));
        entry.setUnitPrice(scaled(about.unitPrice()));
        entry.setPriceVersion(about.priceVersion() == null ? null : Long.valueOf(about.priceVersion()));
        entry.setChargeType(
                about.chargeType() == null ? null : about.chargeType().name());
        entry.setLeadId(about.leadId());
        entry.setBuyerId(about.buyerId());
        entry.setCampaignId(about.campaignId());
        entry.setChannel(about.channel());
        entry.setHoldId(about.holdId());
        entry.setInvoiceId(about.invoiceId());
        entry.setPaymentId(about.paymentId());
        entry.setReference(about.reference());
        entry.setReceiptUrl(about.receiptUrl());
    }

    /** Credits are shown, money is the truth: more of them than a decimal(18,6) holds are shown as the most it holds. */
    private static BigDecimal credits(BigDecimal amount, long amountMicros, long creditValueMicros) {
        return creditValueMicros == 1_000_000
                ? amount
                : BigDecimal.valueOf(amountMicros)
                        .divide(BigDecimal.valueOf(creditValueMicros), CREDITS_SCALE, RoundingMode.HALF_EVEN)
                        .min(MOST_CREDITS);
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal value) {
        return value == null || value.scale() == QUANTITY_SCALE
                ? value
                : value.setScale(QUANTITY_SCALE, RoundingMode.HALF_EVEN);
    }

    private static String account(Posting.Account account) {
        return Objects.requireNonNull(ACCOUNTS.get(account));
    }

    private static Map<Posting.Account, String> accounts() {
        Map<Posting.Account, String> names = new EnumMap<>(Posting.Account.class);
        for (Posting.Account account : Posting.Account.values()) {
            names.put(account, account.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
