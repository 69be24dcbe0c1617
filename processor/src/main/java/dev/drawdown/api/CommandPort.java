package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CommandOutcome;

/** Where commands go, and their outcomes come from. */
public interface CommandPort {
    /** Sends a command to a wallet, and waits a while for what becomes of it. */
    Reply sendToWallet(Command command);

    /** Sends a command to an owner, and waits a while for what becomes of it. */
    Reply sendToOwner(Command command);

    /**
     * A command.
     *
     * @param id among all inputs of the wallet or owner
     * @param to the wallet's or owner's id
     * @param issuedBy who asked, for the audit trail
     * @param kind the name of its record
     * @param body the record's fields
     */
    record Command(String id, String to, String issuedBy, String kind, ObjectNode body) {}

    /** What is known of a command at the end of the wait. */
    sealed interface Reply {
        /** It has been decided on. */
        record Decided(CommandOutcome outcome) implements Reply {}

        /** It is in the topic, and will be decided on. */
        record Pending() implements Reply {}

        /**
         * It may or may not be in the topic.
         *
         * @param why for people
         */
        record Unknown(String why) implements Reply {}
    }
}
