package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a wallet's chain of hashes, from the specification of the canonical form and not from its code.
 *
 * <p>The form is the byte 1 and then each field: the number of its bytes plus one as unsigned LEB128, and the bytes; a
 * zero alone for a field that is absent. Texts are UTF-8; numbers are the shortest big-endian two's complement, money in
 * micros, quantities and unit prices in units of 10⁻¹⁸, times in milliseconds; the previous hash is its 32 bytes.
 */
final class HashChain {
    static final String GENESIS = "0".repeat(64);

    private static final int VERSION = 1;
    private static final int MICRO_SCALE = 6;
    private static final int RATE_SCALE = 18;
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final List<String> RATES = List.of("quantity", "unit_price");

    private static final List<String> ORDER =
            List.of(("wallet_id seq transaction_id owner_id type reason status amount credits currency balance_delta"
                + " balance_before balance_after tranche_id pool debit_account credit_account recognized_revenue"
                + " app_id category meter quantity unit_price price_version charge_type lead_id buyer_id campaign_id"
                + " channel hold_id invoice_id payment_id input_id source_topic source_partition source_offset"
                + " reference receipt_url description occurred_at recorded_at config_version corrects_seq")
                    .split(" "));

    private HashChain() {}

    static void check(String walletId, List<Fields> ledger, AuditReport report) {
        String previous = GENESIS;
        long seq = 1;
        for (Fields entry : ledger) {
            String where = "entry " + seq;
            if (entry.numberOr("seq", 0) != seq) {
                report.add(new Difference(walletId, where, "seq", seq, entry.number("seq")));
                return;
            }
            if (!previous.equals(entry.text("prev_hash"))) {
                report.add(new Difference(walletId, where, "prev_hash", previous, entry.text("prev_hash")));
                return;
            }
            String hash = hash(entry, previous);
            if (!hash.equals(entry.text("hash"))) {
                report.add(new Difference(walletId, where, "hash", hash, entry.text("hash")));
                return;
            }
            previous = hash;
            seq++;
        }
    }

    /** The hash that an entry must have. */
    static String hash(Fields entry, String previous) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(VERSION);
        for (String field : ORDER) {
            write(bytes(field, entry.get(field)), form);
        }
        write(HexFormat.of().parseHex(previous), form);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(form.toByteArray());
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", missing);
        }
    }

    private static byte @Nullable [] bytes(String field, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Long number -> BigInteger.valueOf(number).toByteArray();
            case Instant time -> BigInteger.valueOf(time.toEpochMilli()).toByteArray();
            case BigDecimal number ->
                number.setScale(RATES.contains(field) ? RATE_SCALE : MICRO_SCALE)
                        .unscaledValue()
                        .toByteArray();
            default -> throw new IllegalArgumentException("Expected a value of " + field + ", but it is " + value);
        };
    }

    private static void write(byte @Nullable [] bytes, ByteArrayOutputStream form) {
        int length = bytes == null ? 0 : bytes.length + 1;
        while (length > LOW_BITS) {
            form.write((length & LOW_BITS) | MORE);
            length >>>= 7;
        }
        form.write(length);
        if (bytes != null) {
            form.writeBytes(bytes);
        }
    }
}
