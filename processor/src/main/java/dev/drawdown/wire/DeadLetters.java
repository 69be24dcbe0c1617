package dev.drawdown.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts aside what cannot be decoded or accepted: the input's own bytes, key and headers, and in further headers why. */
public final class DeadLetters {
    /** A cluster takes records of a mebibyte by default; what we add must not push an input beyond that. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int MAX_MESSAGE_CHARACTERS = 1_000;

    private final ProcessorContext<byte[], byte[]> context;
    private final String sink;
    private final ProcessingMetrics metrics;

    public DeadLetters(ProcessorContext<byte[], byte[]> context, String sink, ProcessingMetrics metrics) {
        this.context = context;
        this.sink = sink;
        this.metrics = metrics;
    }

    public void put(Arrival arrival, String code, String message) {
        metrics.deadLettered(code);
        Headers headers = arrival.producersHeaders();
        Origin origin = arrival.origin();
        headers.add("drawdown.error.code", utf8(code));
        headers.add("drawdown.error.message", utf8(shortened(message)));
        headers.add("drawdown.error.topic", utf8(origin.topic()));
        headers.add("drawdown.error.partition", utf8(Integer.toString(origin.partition())));
        headers.add("drawdown.error.offset", utf8(Long.toString(origin.offset())));
        byte[] value = arrival.value();
        int room = MAX_BYTES - size(headers) - (arrival.key() == null ? 0 : arrival.key().length);
        if (value != null && value.length > room) {
            headers.add("drawdown.error.truncated-from", utf8(Integer.toString(value.length)));
            value = Arrays.copyOf(value, Math.max(0, room));
        }
        context.forward(new Record<>(arrival.key(), value, arrival.millis(), headers), sink);
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE_CHARACTERS ? message : message.substring(0, MAX_MESSAGE_CHARACTERS);
    }

    private static int size(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length) + 10;
        }
        return size;
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
