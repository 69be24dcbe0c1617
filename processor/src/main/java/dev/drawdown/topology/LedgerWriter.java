package dev.drawdown.topology;

import dev.drawdown.engine.Attribution;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Wallet;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.LedgerHashWriter;
import dev.drawdown.schemas.serde.AvroBytes;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns postings into ledger entries and chains them: each carries the hash of the one before.
 *
 * <p>An entry is written with every debit, so it goes straight from the posting into its bytes. Avro's form and the form that
 * is hashed have the same fields in the same order, and each field is given to both at once.
 */
final class LedgerWriter {
    private static final Map<Posting.Account, String> ACCOUNTS = accounts();
    private static final int CREDITS_SCALE = 6;
    private static final BigDecimal MOST_CREDITS = new BigDecimal("999999999999.999999");
    private static final int QUANTITY_SCALE = 18;
    private static final long ONE = 1_000_000;
    private static final int HASH_BYTES = 32;

    private final AvroEncoder<LedgerEntry> encoder;
    private final AvroBytes avro = new AvroBytes();
    private final LedgerHashWriter form = new LedgerHashWriter();

    /** Of the last entry. */
    private byte[] hash = {};

    LedgerWriter(AvroEncoder<LedgerEntry> encoder) {
        this.encoder = encoder;
    }

    /**
     * The entry of a posting, in bytes; {@link #hash} then is that of this entry.
     *
     * @param previousHash of the wallet's last entry; zeros before the first
     */
    byte[] encode(Wallet wallet, Posting posting, Origin origin, byte[] previousHash) {
        avro.begin();
        form.begin();
        text(wallet.walletId());
        number(posting.seq());
        text(posting.transactionId());
        text(wallet.ownerId());
        text(posting.direction().name());
        text(posting.reason().name());
        text(posting.status().name());
        micros(posting.amountMicros());
        micros(credits(posting.amountMicros(), wallet.creditValueMicros()));
        text(wallet.currency());
        micros(posting.deltaMicros());
        micros(posting.balanceBeforeMicros());
        micros(posting.balanceAfterMicros());
        textOrNull(posting.trancheId());
        textOrNull(nameOf(posting.pool()));
        text(account(posting.debit()));
        text(account(posting.credit()));
        micros(posting.recognizedMicros());
        attribute(posting.attribution());
        text(origin.topic());
        number(origin.partition());
        number(origin.offset());
        textOrNull(posting.attribution().reference());
        textOrNull(posting.attribution().receiptUrl());
        text(posting.description());
        number(posting.attribution().occurredAtMillis());
        number(posting.recordedAtMillis());
        number(posting.configVersion());
        numberOrNull(posting.correctsSeq());
        chain(previousHash);
        return encoder.frame(avro);
    }

    /** The hash of the entry that was written last. */
    byte[] hash() {
        return hash;
    }

    private void attribute(Attribution about) {
        textOrNull(about.appId());
        textOrNull(about.category());
        textOrNull(about.meter());
        rateOrNull(about.quantity());
        rateOrNull(about.unitPrice());
        numberOrNull(about.priceVersion() == null ? null : Long.valueOf(about.priceVersion()));
        textOrNull(nameOf(about.chargeType()));
        textOrNull(about.leadId());
        textOrNull(about.buyerId());
        textOrNull(about.campaignId());
        textOrNull(about.channel());
        textOrNull(about.holdId());
        textOrNull(about.invoiceId());
        textOrNull(about.paymentId());
        text(about.inputId());
    }

    private void chain(byte[] previousHash) {
        avro.text(HexFormat.of().formatHex(previousHash));
        form.hash(previousHash);
        byte[] own = new byte[HASH_BYTES];
        form.digestInto(own, 0);
        avro.text(HexFormat.of().formatHex(own));
        hash = own;
    }

    private void text(String text) {
        avro.text(text);
        sameForm();
    }

    private void textOrNull(@Nullable String text) {
        avro.textOrNull(text);
        sameFormOrAbsent(text == null);
    }

    private void number(long number) {
        avro.number(number);
        form.number(number);
    }

    private void numberOrNull(@Nullable Long number) {
        avro.numberOrNull(number);
        form.optional(number);
    }

    private void micros(long micros) {
        avro.micros(micros);
        sameForm();
    }

    private void rateOrNull(@Nullable BigDecimal rate) {
        avro.rateOrNull(rate == null ? null : rate.setScale(QUANTITY_SCALE, RoundingMode.HALF_EVEN));
        sameFormOrAbsent(rate == null);
    }

    private void sameFormOrAbsent(boolean isAbsent) {
        if (isAbsent) {
            form.absent();
        } else {
            sameForm();
        }
    }

    /** Texts and decimals are the same bytes in both forms, so they are encoded once. */
    private void sameForm() {
        form.bytes(avro.bytes(), avro.contentFrom(), avro.end());
    }

    /** Credits are shown, money is the truth: more of them than a decimal(18,6) holds are shown as the most it holds. */
    private static long credits(long amountMicros, long creditValueMicros) {
        return creditValueMicros == ONE
                ? amountMicros
                : Money.micros(BigDecimal.valueOf(amountMicros)
                        .divide(BigDecimal.valueOf(creditValueMicros), CREDITS_SCALE, RoundingMode.HALF_EVEN)
                        .min(MOST_CREDITS)
                        .max(MOST_CREDITS.negate()));
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
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
