package dev.drawdown.loadtest.client;

import org.jspecify.annotations.Nullable;

/** A record to be sent, as bytes that nobody changes. */
public final class Shipment {
    private final String topic;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    public Shipment(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        this.topic = topic;
        this.key = key;
        this.value = value;
    }

    public String topic() {
        return topic;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }
}
