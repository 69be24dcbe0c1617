package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CatalogChange;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.Price;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A price that somebody puts, and what that does to the entry that is there: a pure function of both.
 *
 * <p>An entry lists the changes that it comes from, so that a repeat of one is known and answered as the first time, and that it
 * stays written down who made them.
 *
 * @param key of the entry
 * @param body of the call
 */
public record PriceChange(String key, String commandId, String issuedBy, Instant at, ObjectNode body) {
    /** Of more changes within the window the oldest are forgotten. */
    static final int MAX_REMEMBERED = 256;

    private static final String VERSION = "version";
    private static final String EFFECTIVE_FROM = "effective_from";

    public PriceChange {
        // As it will be written down.
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What becomes of a change. */
    public sealed interface Verdict {
        /** The entry is to be this. */
        record Taken(ObjectNode entry, ObjectNode price) implements Verdict {}

        /** It was taken before, as this price. */
        record Repeated(ObjectNode price) implements Verdict {}

        /** Another change came under its id before. */
        record Conflicting() implements Verdict {}

        /** The price has a version already that is not below its own. */
        record Overtaken(long version) implements Verdict {}
    }

    /**
     * Decides.
     *
     * @param before the entry that is there; null for none
     * @param window for how long a change is known again
     */
    public Verdict after(@Nullable CatalogEntry before, Duration window) {
        List<CatalogChange> changes = before == null
                ? List.of()
                : before.getChanges().stream()
                        .filter(change -> !change.getIssuedAt().isBefore(at.minus(window)))
                        .toList();
        String hash = hash();
        for (CatalogChange change : changes) {
            if (change.getCommandId().equals(commandId)) {
                return change.getBodyHash().equals(hash)
                        ? new Verdict.Repeated(price(change.getVersion(), change.getEffectiveFrom()))
                        : new Verdict.Conflicting();
            }
        }
        long present = before != null && before.getBody() instanceof Price price ? price.getVersion() : 0;
        long version = body.has(VERSION) ? body.get(VERSION).asLong() : present + 1;
        if (version <= present) {
            return new Verdict.Overtaken(present);
        }
        ObjectNode price = price(version, at);
        return new Verdict.Taken(entry(price, version, hash, changes), price);
    }

    /** Returns the body with what it leaves out. */
    ObjectNode price(long version, Instant effectiveFrom) {
        ObjectNode price = body.deepCopy();
        if (!price.has(EFFECTIVE_FROM) || price.get(EFFECTIVE_FROM).asText().equals("now")) {
            price.put(EFFECTIVE_FROM, effectiveFrom.toString());
        }
        if (!price.has(VERSION)) {
            price.put(VERSION, version);
        }
        return price;
    }

    private ObjectNode entry(ObjectNode price, long version, String hash, List<CatalogChange> earlier) {
        ObjectNode entry = Json.object();
        entry.putObject("body").set("Price", price);
        ArrayNode changes = entry.putArray("changes");
        earlier.stream()
                .skip(Math.max(0, earlier.size() - (MAX_REMEMBERED - 1)))
                .forEach(change -> add(
                        changes,
                        change.getCommandId(),
                        change.getIssuedBy(),
                        change.getIssuedAt(),
                        change.getBodyHash(),
                        change.getVersion(),
                        change.getEffectiveFrom()));
        add(changes, commandId, issuedBy, at, hash, version, at);
        return entry;
    }

    private static void add(
            ArrayNode changes, String id, String by, Instant at, String hash, long version, Instant effectiveFrom) {
        changes.addObject()
                .put("command_id", id)
                .put("issued_by", by)
                .put("issued_at", at.toEpochMilli())
                .put("body_hash", hash)
                .put(VERSION, version)
                .put(EFFECTIVE_FROM, effectiveFrom.toEpochMilli());
    }

    private String hash() {
        try {
            byte[] text = Json.canonical(body).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected every Java platform to have SHA-256", e);
        }
    }
}
