package dev.drawdown.schemas;

import dev.drawdown.schemas.serde.Varint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical form of a ledger entry, field by field, and hashes it. For one thread, used again for every entry:
 * this lies on the path of each debit, which needs no record to hash what it is about to write.
 *
 * <p>Every field is its length plus one as an unsigned LEB128 number, and that many bytes; a lone zero is an absent field.
 * Fields must come in the order of {@link LedgerHash}; that all have come is checked.
 */
public final class LedgerHashWriter {
    static final int VERSION = 1;
    static final int FIELDS = 44;
    private static final int HASH_LENGTH = 32;
    private static final int RATE_SCALE = 18;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256;
    private final byte[] hash = new byte[HASH_LENGTH];
    private byte[] form = new byte[1024];
    private int length;
    private int fields;

    public LedgerHashWriter() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
        }
    }

    /** Starts an entry, and forgets whatever was begun. */
    public LedgerHashWriter begin() {
        length = 0;
        fields = 0;
        form[length++] = VERSION;
        return this;
    }

    /** Writes a text, or its absence, in UTF-8. */
    public LedgerHashWriter text(@Nullable String text) {
        if (text == null) {
            return absent();
        }
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a whole number, money as its micros or a time as its milliseconds since 1970. */
    public LedgerHashWriter number(long number) {
        int bytes = (Long.SIZE - Long.numberOfLeadingZeros(number ^ (number >> 63))) / Byte.SIZE + 1;
        startField(bytes);
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            form[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    /** Writes a whole number, or its absence. */
    public LedgerHashWriter optional(@Nullable Long number) {
        return number == null ? absent() : number(number);
    }

    /** Writes a quantity or unit price, or its absence, as its number of 10⁻¹⁸. */
    public LedgerHashWriter rate(@Nullable BigDecimal rate) {
        return rate == null
                ? absent()
                : bytes(rate.setScale(RATE_SCALE, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .toByteArray());
    }

    /** Writes the hash of the entry before, given as hex digits. */
    public LedgerHashWriter hash(String hex) {
        return hash(HEX.parseHex(hex));
    }

    /** Writes the hash of the entry before. */
    public LedgerHashWriter hash(byte[] previous) {
        if (previous.length != HASH_LENGTH) {
            throw new IllegalArgumentException(
                    "Expected a hash of " + HASH_LENGTH + " bytes, but it has " + previous.length);
        }
        return bytes(previous);
    }

    /** Writes a field whose bytes stand in an array, from one place up to another. */
    public LedgerHashWriter bytes(byte[] bytes, int from, int to) {
        startField(to - from);
        System.arraycopy(bytes, from, form, length, to - from);
        length += to - from;
        return this;
    }

    /** Writes an absent field. */
    public LedgerHashWriter absent() {
        startField(-1);
        return this;
    }

    /** Returns the hash of all that was written since {@link #begin}, as 64 lower-case hex digits. */
    public String hex() {
        digestInto(hash, 0);
        return HEX.formatHex(hash);
    }

    /** Puts the 32 bytes of the hash of all that was written since {@link #begin} into {@code target}. */
    public void digestInto(byte[] target, int offset) {
        if (fields != FIELDS) {
            throw new IllegalStateException("Expected " + FIELDS + " fields, but " + fields + " were written");
        }
        try {
            sha256.update(form, 0, length);
            sha256.digest(target, offset, HASH_LENGTH);
        } catch (DigestException e) {
            sha256.reset();
            throw new IllegalArgumentException("Expected room for " + HASH_LENGTH + " bytes", e);
        }
    }

    /** Returns the canonical form itself. */
    byte[] form() {
        return Arrays.copyOf(form, length);
    }

    private LedgerHashWriter bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
    }

    private void startField(int fieldLength) {
        fields++;
        makeRoom(fieldLength + 1 + Varint.MAX_BYTES);
        length = Varint.write(form, length, fieldLength + 1);
    }

    private void makeRoom(int bytes) {
        if (length + bytes > form.length) {
            form = Arrays.copyOf(form, Math.max(form.length * 2, length + bytes));
        }
    }
}
