package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events go. */
public interface EventPort {
    /** A kind of event. */
    enum Kind {
        USAGE,
        LEAD
    }

    /** An event that is complete, and whose it is. */
    record Event(Kind kind, String walletId, ObjectNode fields) {}

    /**
     * Sends events, in their order, and waits until the broker has them.
     *
     * @return for each, why it may not be there; null where it is. Null in place of all where too much is on its way
     *     already, and nothing was sent
     */
    @Nullable
    List<@Nullable String> send(List<Event> events);
}
