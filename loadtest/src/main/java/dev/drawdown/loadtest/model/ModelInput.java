package dev.drawdown.loadtest.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed record of an input topic.
 *
 * @param at the broker's timestamp
 * @param record a UsageEvent, LeadEvent or WalletCommand
 */
public record ModelInput(Source source, Instant at, Fields record) {

    /** The same, taken at another time. */
    public ModelInput takenAt(Instant instant) {
        return new ModelInput(source, instant, record);
    }

    public boolean isCommand() {
        return record.type().equals("WalletCommand");
    }

    public String id() {
        return record.textOr(isCommand() ? "command_id" : "event_id", "");
    }

    public String walletId() {
        return record.textOr("wallet_id", "");
    }

    /** When its producer says that it happened. */
    public Instant claimedAt() {
        Instant claimed = record.time(isCommand() ? "issued_at" : "occurred_at");
        return claimed == null ? Instant.EPOCH : claimed;
    }

    /** What a command asks for. */
    public Fields body() {
        Fields body = record.record("body");
        return body == null ? new Fields("", Map.of()) : body;
    }

    /** What must be the same for a second one of the same id to be the same input. */
    Fields business() {
        Fields configure = commandOf("ConfigureWallet");
        String change = configure == null ? null : configure.text("change");
        if (change != null) {
            return new Fields("Change", Map.of("command_id", id(), "wallet_id", walletId(), "change", change));
        }
        return isCommand() ? record.without("issued_at", "issued_by") : record.without("attributes");
    }

    /** A command of this kind, or null. */
    public @Nullable Fields commandOf(String type) {
        return isCommand() && body().type().equals(type) ? body() : null;
    }
}
