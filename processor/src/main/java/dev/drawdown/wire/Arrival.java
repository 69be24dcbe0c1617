package dev.drawdown.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came in, undecoded.
 *
 * <p>What one processor sends to another, or to another partition, keeps the bytes of the input that it is about and says in
 * headers where that was read and what has been found out since. Such headers count on internal topics only, so nobody can
 * claim another origin, or an owner's consent, from outside.
 *
 * @param millis the broker's timestamp, the engine's {@code now}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
public record Arrival(Origin origin, long millis, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    private static final String PREFIX = "drawdown.internal.";
    private static final String ORIGIN_TOPIC = PREFIX + "topic";
    private static final String ORIGIN_PLACE = PREFIX + "place";

    /** A record of a public topic, without what its producer may have noted in our name. */
    public static Arrival of(Record<byte[], byte[]> record, RecordMetadata place) {
        Origin origin = new Origin(place.topic(), place.partition(), place.offset());
        return new Arrival(origin, record.timestamp(), record.key(), record.value(), withoutNotes(record.headers()));
    }

    /** A record of an internal topic, about an input that was read elsewhere. */
    public static Arrival sentOn(Record<byte[], byte[]> record) {
        Header topic = record.headers().lastHeader(ORIGIN_TOPIC);
        Header place = record.headers().lastHeader(ORIGIN_PLACE);
        Origin origin = Origin.NONE;
        if (topic != null && place != null) {
            ByteBuffer numbers = ByteBuffer.wrap(place.value());
            origin = new Origin(text(topic.value()), numbers.getInt(), numbers.getLong());
        }
        return new Arrival(origin, record.timestamp(), record.key(), record.value(), record.headers());
    }

    /** This input, to be sent on within under a key; {@link #noting} adds what is to be known of it. */
    public Record<byte[], byte[]> sendOn(byte[] newKey) {
        Headers kept = new RecordHeaders(headers);
        kept.remove(ORIGIN_TOPIC).remove(ORIGIN_PLACE);
        kept.add(ORIGIN_TOPIC, utf8(origin.topic()));
        kept.add(
                ORIGIN_PLACE,
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(origin.partition())
                        .putLong(origin.offset())
                        .array());
        return new Record<>(newKey, value, millis, kept);
    }

    /** Something that is said within, about no input. */
    public static Record<byte[], byte[]> word(String key, long millis) {
        return new Record<>(utf8(key), null, millis, new RecordHeaders());
    }

    /** Adds something to be known, for the next processor only. */
    public static void noting(Record<byte[], byte[]> record, String name, String value) {
        record.headers().remove(PREFIX + name).add(PREFIX + name, utf8(value));
    }

    /** What an earlier processor has noted. */
    public @Nullable String noted(String name) {
        Header header = headers.lastHeader(PREFIX + name);
        return header == null ? null : text(header.value());
    }

    /** The same of what goes with every word of its kind. */
    public String required(String name) {
        return Objects.requireNonNull(noted(name), name);
    }

    /** The headers that the producer gave it. */
    public Headers producersHeaders() {
        return withoutNotes(headers);
    }

    private static Headers withoutNotes(Headers headers) {
        RecordHeaders kept = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                kept.add(header);
            }
        }
        return kept;
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
