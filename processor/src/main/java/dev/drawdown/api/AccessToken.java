package dev.drawdown.api;

import dev.drawdown.config.CallLimit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is kept: its hash, never itself.
 *
 * @param sha256 of the token's characters, in hex
 * @param owners whom a customer's token is bound to
 * @param expiresAt from when on it is worth nothing; null for never
 * @param limit how often it may be used; null for as often as others
 */
public record AccessToken(
        String name,
        AccessRole role,
        String sha256,
        Set<String> owners,
        @Nullable Instant expiresAt,
        @Nullable CallLimit limit) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public AccessToken {
        owners = Set.copyOf(owners);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a name of at most 64 letters, digits, '.', '_', '@' and '-', but it is '" + name + "'");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "Expected sha256 of " + name + " to be 64 hex digits in lower case, but it is not");
        }
        if (owners.isEmpty() == (role == AccessRole.CUSTOMER)) {
            throw new IllegalArgumentException("Expected owners of " + name
                    + (role == AccessRole.CUSTOMER ? ", since it is a customer's, but there are none" : " to be absent")
                    + (role == AccessRole.CUSTOMER ? "" : ", since only a customer is bound to some"));
        }
    }

    /** Returns what is kept of a token. */
    public static AccessToken of(String name, AccessRole role, String token, Set<String> owners) {
        return new AccessToken(name, role, HexFormat.of().formatHex(hash(token)), owners, null, null);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
        }
    }

    boolean isOf(byte[] presentedHash) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), presentedHash);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    Caller caller() {
        return new Caller(name, role, owners, limit);
    }
}
