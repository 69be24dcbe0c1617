package dev.drawdown.schemas.serde;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary form, written field by field in the order of the schema, for the few records that are written with every
 * debit: no object for the record, none for its decimals, no look at the schema. What writes a record so has a test against
 * Avro's own writer. For one thread, used again for every record.
 */
public final class AvroBytes {
    private static final int RATE_SCALE = 18;

    /** Room for the header of the wire format comes first. */
    private byte[] bytes = new byte[1024];

    private int length = WireFormat.HEADER_LENGTH;

    private int contentFrom;

    /** Starts a record. */
    public AvroBytes begin() {
        length = WireFormat.HEADER_LENGTH;
        return this;
    }

    /** Writes an int or a long. */
    public AvroBytes number(long number) {
        reserve(Varint.MAX_BYTES);
        length = Varint.write(bytes, length, (number << 1) ^ (number >> 63));
        return this;
    }

    /** Writes a text. */
    public AvroBytes text(String text) {
        int chars = text.length();
        int before = length;
        number(chars);
        reserve(chars);
        contentFrom = length;
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length = before;
                return block(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[length + i] = (byte) c;
        }
        length += chars;
        return this;
    }

    /** Writes bytes. */
    public AvroBytes block(byte[] content) {
        number(content.length);
        reserve(content.length);
        contentFrom = length;
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
        return this;
    }

    /** Writes a decimal of scale 6, given as its millionths. */
    public AvroBytes micros(long micros) {
        int size = (Long.SIZE - Long.numberOfLeadingZeros(micros ^ (micros >> 63))) / Byte.SIZE + 1;
        number(size);
        reserve(size);
        contentFrom = length;
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (micros >>> shift);
        }
        return this;
    }

    /** Writes a decimal of scale 18 or null. */
    public AvroBytes rateOrNull(@Nullable BigDecimal rate) {
        return rate == null
                ? branch(0)
                : branch(1)
                        .block(rate.setScale(RATE_SCALE, RoundingMode.UNNECESSARY)
                                .unscaledValue()
                                .toByteArray());
    }

    /** Writes a text or null. */
    public AvroBytes textOrNull(@Nullable String text) {
        return text == null ? branch(0) : branch(1).text(text);
    }

    /** Writes a long or null. */
    public AvroBytes numberOrNull(@Nullable Long number) {
        return number == null ? branch(0) : branch(1).number(number);
    }

    /** Where what has been written lies, until the next field is: to look at, not to change. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the content of the last text, decimal or block begins, behind its length. */
    public int contentFrom() {
        return contentFrom;
    }

    /** Where what has been written ends. */
    public int end() {
        return length;
    }

    private AvroBytes branch(int branch) {
        return number(branch);
    }

    /** The record behind its header. */
    byte[] framed(int schemaId) {
        byte[] framed = Arrays.copyOf(bytes, length);
        WireFormat.writeHeader(framed, schemaId);
        return framed;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
