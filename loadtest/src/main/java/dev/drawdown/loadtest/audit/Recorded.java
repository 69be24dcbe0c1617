package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies on a topic.
 *
 * @param at its timestamp
 */
public record Recorded(
        Source source,
        Instant at,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        Map<String, String> headers) {

    public Recorded {
        headers = Map.copyOf(headers);
    }

    /** The key as text, or null where there is none. */
    public @Nullable String keyText() {
        return key == null
                ? null
                : StandardCharsets.UTF_8.decode(key.duplicate()).toString();
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Bytes that are equal when they are the same, as arrays are not. */
    public static @Nullable ByteBuffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    /** The bytes as an array that must not be changed. */
    static byte[] array(ByteBuffer bytes) {
        if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.remaining() == bytes.array().length) {
            return bytes.array();
        }
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }
}
