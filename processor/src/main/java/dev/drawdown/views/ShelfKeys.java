package dev.drawdown.views;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where on a shelf what lies. A key begins with its section; texts carry their length in front, so that none is the beginning
 * of another; a wallet's entries lie newest first.
 */
final class ShelfKeys {
    static final byte FORMAT = 0;
    static final byte OFFSET = 1;
    static final byte SUM = 2;
    static final byte WALLET = 10;
    static final byte BALANCE = 11;
    static final byte ENTRY = 12;
    static final byte CAUSE = 13;
    static final byte SIGNAL = 14;
    static final byte LEAD = 15;
    static final byte USAGE = 16;

    /** What a cause brought about: an entry, or a {@link SignalKind}. */
    static final byte CAUSED_ENTRY = 0;

    private static final int MAX_TEXT_BYTES = 0xFFFF;
    private static final int NUMBER_BYTES = Long.BYTES;

    private ShelfKeys() {}

    static byte[] of(byte section) {
        return new byte[] {section};
    }

    static byte[] of(byte section, String text) {
        return new Key(section, text).bytes();
    }

    static byte[] entry(String walletId, long seq) {
        return new Key(ENTRY, walletId, NUMBER_BYTES)
                .number(Long.MAX_VALUE - seq)
                .bytes();
    }

    /** The sequence that an entry's key ends with. */
    static long seqOf(byte[] entryKey) {
        return Long.MAX_VALUE - lastNumberOf(entryKey);
    }

    static long lastNumberOf(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - NUMBER_BYTES);
    }

    /** Of all that an input brought about. */
    static byte[] cause(String walletId, String inputId) {
        return new Key(CAUSE, walletId, textBytes(inputId)).text(inputId).bytes();
    }

    static byte[] cause(String walletId, String inputId, byte kind, long number) {
        return new Key(CAUSE, walletId, textBytes(inputId) + 1 + NUMBER_BYTES)
                .text(inputId)
                .put(kind)
                .number(number)
                .bytes();
    }

    /** What a cause's key leads to; null for an entry. */
    static @Nullable SignalKind signalKindOf(byte[] causeKey) {
        byte code = causeKey[causeKey.length - NUMBER_BYTES - 1];
        for (SignalKind kind : SignalKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        return null;
    }

    /** Of all signals of a kind. */
    static byte[] signals(String walletId, SignalKind kind) {
        return new Key(SIGNAL, walletId, 1).put(kind.code()).bytes();
    }

    static byte[] signal(String walletId, SignalKind kind, long offset) {
        return new Key(SIGNAL, walletId, 1 + NUMBER_BYTES)
                .put(kind.code())
                .number(offset)
                .bytes();
    }

    static byte[] lead(String walletId, String leadId, @Nullable String buyerId) {
        String buyer = buyerId == null ? "" : buyerId;
        return new Key(LEAD, walletId, textBytes(leadId) + textBytes(buyer))
                .text(leadId)
                .text(buyer)
                .bytes();
    }

    /** Of all totals of a span from an instant on; the next instant's is the first that is beyond it. */
    static byte[] usage(String walletId, UsageSpan span, long startMillis) {
        return new Key(USAGE, walletId, 1 + NUMBER_BYTES)
                .put(span.code())
                .number(startMillis)
                .bytes();
    }

    static byte[] usage(String walletId, UsageSpan span, long startMillis, byte[] facet) {
        return new Key(USAGE, walletId, 1 + NUMBER_BYTES + facet.length)
                .put(span.code())
                .number(startMillis)
                .raw(facet)
                .bytes();
    }

    /** What usage is told apart by, behind the prefix that all keys of a span and a start have. */
    static Facet facetOf(byte[] usageKey, int prefixBytes) {
        return Facet.of(Arrays.copyOfRange(usageKey, prefixBytes, usageKey.length));
    }

    /** The first key that does not begin with this one. */
    static byte[] beyond(byte[] prefix) {
        for (int at = prefix.length - 1; at >= 0; at--) {
            if (prefix[at] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, at + 1);
                next[at]++;
                return next;
            }
        }
        throw new IllegalArgumentException("Expected a section in front, but there is none");
    }

    /** The text that a key of a section and a text carries. */
    static String textOf(byte[] key) {
        int length = Short.toUnsignedInt(ByteBuffer.wrap(key).getShort(1));
        return new String(key, 1 + Short.BYTES, length, StandardCharsets.UTF_8);
    }

    /** Whether a text is short enough to be part of a key. */
    static boolean fits(String text) {
        return text.length() <= MAX_TEXT_BYTES && textBytes(text) - Short.BYTES <= MAX_TEXT_BYTES;
    }

    private static int textBytes(String text) {
        return Short.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A key as it grows. */
    private static final class Key {
        private final ByteBuffer buffer;

        Key(byte section, String text) {
            this(section, text, 0);
        }

        Key(byte section, String text, int more) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            buffer = ByteBuffer.allocate(1 + Short.BYTES + utf8.length + more);
            buffer.put(section).putShort((short) utf8.length).put(utf8);
        }

        Key text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            buffer.putShort((short) utf8.length).put(utf8);
            return this;
        }

        Key put(byte value) {
            buffer.put(value);
            return this;
        }

        Key number(long number) {
            buffer.putLong(number);
            return this;
        }

        Key raw(byte[] bytes) {
            buffer.put(bytes);
            return this;
        }

        byte[] bytes() {
            return buffer.array();
        }
    }
}
