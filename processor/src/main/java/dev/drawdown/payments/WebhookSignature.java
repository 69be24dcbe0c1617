package dev.drawdown.payments;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells Stripe's webhooks from everybody else's: a keyed hash over the instant and the very bytes that were sent.
 *
 * <p>There may be several secrets, and several signatures, while a secret is being exchanged: one match is enough.
 */
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST_HEADER = 4_096;

    private final List<String> secrets;
    private final Duration tolerance;

    /** What a header is worth. */
    public enum Verdict {
        GENUINE,
        /** It has no instant or no signature that could be compared. */
        MALFORMED,
        /** None of the signatures is by one of the secrets over these bytes. */
        FORGED,
        /** It is genuine, but from longer ago, or further ahead, than is tolerated: perhaps sent again by somebody. */
        STALE
    }

    /**
     * Makes a check.
     *
     * @param secrets those in force, at least one
     * @param tolerance how far a webhook's instant may be from now
     */
    public WebhookSignature(List<String> secrets, Duration tolerance) {
        if (secrets.isEmpty() || secrets.contains("")) {
            throw new IllegalArgumentException("Expected secrets that are not empty");
        }
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
    }

    /**
     * Judges a webhook.
     *
     * @param body the bytes as they came, before anything has read them
     * @param header the value of {@code Stripe-Signature}
     */
    public Verdict judge(byte[] body, @Nullable String header, Instant now) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return Verdict.MALFORMED;
        }
        String instant = "";
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            if (part.startsWith("t=")) {
                instant = part.substring("t=".length());
            } else if (part.startsWith("v1=")) {
                addHex(signatures, part.substring("v1=".length()));
            }
        }
        Instant sentAt = parse(instant);
        if (sentAt == null || signatures.isEmpty()) {
            return Verdict.MALFORMED;
        }
        if (!isSigned(body, instant, signatures)) {
            return Verdict.FORGED;
        }
        return Duration.between(sentAt, now).abs().compareTo(tolerance) > 0 ? Verdict.STALE : Verdict.GENUINE;
    }

    private static void addHex(List<byte[]> signatures, String hex) {
        try {
            signatures.add(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException notHex) {
            // Not a signature, then; another one may be.
        }
    }

    private static @Nullable Instant parse(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException notAnInstant) {
            return null;
        }
    }

    /** Compares all with all, so that the time it takes tells nothing about what matches. */
    private boolean isSigned(byte[] body, String instant, List<byte[]> signatures) {
        boolean signed = false;
        for (String secret : secrets) {
            byte[] expected = sign(body, instant, secret);
            for (byte[] signature : signatures) {
                signed |= MessageDigest.isEqual(expected, signature);
            }
        }
        return signed;
    }

    private static byte[] sign(byte[] body, String instant, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((instant + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Expected every JVM to have " + ALGORITHM, impossible);
        }
    }
}
