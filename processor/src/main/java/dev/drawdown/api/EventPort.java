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

    /** What became of an event. */
    sealed interface Fate {
        /** The broker has it. */
        record Taken() implements Fate {}

        /** It is not there, and will not be as it is. */
        record Refused(String code, String why) implements Fate {}

        /** It may be there or not. */
        record Unknown(String why) implements Fate {}
    }

    /**
     * Sends events, in their order, and waits until the broker has them.
     *
     * @return what became of each; null where too much is on its way already, and nothing was sent
     */
    @Nullable
    List<Fate> send(List<Event> events);
}
