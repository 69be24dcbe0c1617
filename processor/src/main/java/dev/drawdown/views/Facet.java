package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What usage is told apart by.
 *
 * @param channel of a lead
 */
public record Facet(
        @Nullable String category,
        @Nullable String appId,
        @Nullable String channel) {
    void writeTo(StateWriter out) {
        out.writeTextOrNull(category).writeTextOrNull(appId).writeTextOrNull(channel);
    }

    static Facet readFrom(StateReader in) {
        return new Facet(in.readTextOrNull(), in.readTextOrNull(), in.readTextOrNull());
    }

    byte[] toBytes(StateWriter out) {
        writeTo(out.clear());
        return out.toBytes();
    }

    static Facet of(byte[] stored) {
        return readFrom(new StateReader(stored));
    }
}
