package dev.drawdown.payments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What Stripe's objects are found again by: keys and metadata, within Stripe's limits. */
public final class Traces {
    /** The metadata that names the request. */
    public static final String REQUEST = "drawdown_request";

    /** The metadata that names the attempt, where each attempt is an object of its own. */
    public static final String ATTEMPT = "drawdown_attempt";

    private static final int KEY_LENGTH = 255;
    private static final int VALUE_LENGTH = 500;

    private Traces() {}

    /** Returns an idempotency key; one that is too long is known by its hash. */
    public static String key(String text) {
        return text.length() <= KEY_LENGTH ? text : hash(text);
    }

    /** Returns a value of metadata; one that is too long is known by its hash. */
    public static String value(String text) {
        return text.length() <= VALUE_LENGTH ? text : hash(text);
    }

    /** Returns metadata that names the request, beside what else it is to be found by. */
    public static Map<String, String> metadata(String requestId, Map<String, String> more) {
        Map<String, String> metadata = new HashMap<>();
        more.forEach((name, text) -> metadata.put(name, value(text)));
        metadata.put(REQUEST, value(requestId));
        return metadata;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Expected every JVM to have SHA-256", impossible);
        }
    }
}
