package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.config.CallLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of an installation, in a file that is read again when it has changed: a token is exchanged without a restart,
 * by having both in it for a while.
 *
 * <pre>
 * {"tokens": [{"name": "ops", "role": "operator", "sha256": "9f86d0…"},
 *             {"name": "acme", "role": "customer", "sha256": "60303a…", "owners": ["acme-inc"],
 *              "expires_at": "2027-01-01T00:00:00Z", "limit": "600/m"}]}
 * </pre>
 */
public final class TokenFile {
    private static final Logger log = LoggerFactory.getLogger(TokenFile.class);

    /** Each is compared with what is presented, so that a search tells nothing by its time. */
    static final int MAX_TOKENS = 10_000;

    private static final long FRESH_MILLIS = 1000;
    private static final Set<String> FIELDS = Set.of("name", "role", "sha256", "owners", "expires_at", "limit");

    private final Path file;
    private final LongSupplier clockMillis;
    private List<AccessToken> tokens;
    private Stamp stamp;
    private long lookedMillis;

    /** What tells one content of the file from the next. */
    private record Stamp(FileTime modified, long size) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    private TokenFile(Path file, LongSupplier clockMillis, Stamp stamp, List<AccessToken> tokens) {
        this.file = file;
        this.clockMillis = clockMillis;
        this.stamp = stamp;
        this.tokens = tokens;
        lookedMillis = clockMillis.getAsLong();
    }

    /**
     * Opens a file of tokens.
     *
     * @param clockMillis any clock that does not run backwards
     * @throws IllegalArgumentException if it cannot be read, or does not hold tokens
     */
    public static TokenFile open(Path file, LongSupplier clockMillis) {
        try {
            return new TokenFile(file, clockMillis, Stamp.of(file), read(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected a file of access tokens at " + file + ", but " + e, e);
        }
    }

    /** Writes such a file. */
    public static void write(Path file, List<AccessToken> tokens) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (AccessToken token : tokens) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", token.name());
            entry.put("role", token.role().label());
            entry.put("sha256", token.sha256());
            if (!token.owners().isEmpty()) {
                entry.put("owners", new TreeSet<>(token.owners()));
            }
            Instant expiresAt = token.expiresAt();
            if (expiresAt != null) {
                entry.put("expires_at", expiresAt.toString());
            }
            CallLimit limit = token.limit();
            if (limit != null) {
                entry.put("limit", limit.toString());
            }
            entries.add(entry);
        }
        Files.writeString(file, Json.write(Map.of("tokens", entries)) + "\n");
    }

    /** Returns the tokens that count now; a file that has become unreadable leaves those that counted before. */
    synchronized List<AccessToken> tokens() {
        long nowMillis = clockMillis.getAsLong();
        if (nowMillis - lookedMillis >= FRESH_MILLIS) {
            lookedMillis = nowMillis;
            look();
        }
        return tokens;
    }

    private void look() {
        try {
            Stamp now = Stamp.of(file);
            if (!now.equals(stamp)) {
                stamp = now;
                tokens = read(file);
                log.info("Took {} access tokens from {}", tokens.size(), file);
            }
        } catch (IOException | IllegalArgumentException e) {
            log.error("Went on with the access tokens from before, since {} cannot be read: {}", file, e.getMessage());
        }
    }

    private static List<AccessToken> read(Path file) throws IOException {
        JsonNode content = Json.read(Files.readAllBytes(file));
        JsonNode list = content.get("tokens");
        if (list == null || !list.isArray() || content.size() != 1) {
            throw new IllegalArgumentException(
                    "Expected {\"tokens\": [...]} in " + file + ", but it holds another thing");
        }
        if (list.size() > MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_TOKENS + " tokens in " + file + ", but there are " + list.size());
        }
        List<AccessToken> tokens = new ArrayList<>(list.size());
        for (JsonNode entry : list) {
            tokens.add(token(entry));
        }
        return List.copyOf(tokens);
    }

    private static AccessToken token(JsonNode entry) {
        entry.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(
                        "Expected a token's fields out of " + new TreeSet<>(FIELDS) + ", but found '" + name + "'");
            }
        });
        String name = text(entry, "name");
        Set<String> owners = new HashSet<>();
        for (JsonNode owner : entry.path("owners")) {
            owners.add(owner.asText());
        }
        return new AccessToken(
                name,
                role(name, text(entry, "role")),
                text(entry, "sha256"),
                owners,
                expiry(name, entry),
                limit(name, entry));
    }

    private static @Nullable CallLimit limit(String name, JsonNode entry) {
        try {
            return entry.has("limit") ? CallLimit.parse(text(entry, "limit")) : null;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The limit of " + name + ": " + e.getMessage() + ", but it is not", e);
        }
    }

    private static String text(JsonNode entry, String field) {
        if (!entry.path(field).isTextual()) {
            throw new IllegalArgumentException("Expected every token to have a " + field + ", but one has none");
        }
        return entry.path(field).textValue();
    }

    private static AccessRole role(String name, String label) {
        for (AccessRole role : AccessRole.values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("Expected the role of " + name
                + " to be operator, ingest, viewer or customer, but it is '" + label.toLowerCase(Locale.ROOT) + "'");
    }

    private static @Nullable Instant expiry(String name, JsonNode entry) {
        if (!entry.has("expires_at")) {
            return null;
        }
        try {
            return Instant.parse(text(entry, "expires_at"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Expected expires_at of " + name + " to be a time such as 2027-01-31T12:00:00Z, but it is not", e);
        }
    }
}
