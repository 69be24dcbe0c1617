package dev.drawdown.api.jwt;

import dev.drawdown.config.DrawdownConfig.JwtSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a JWT is genuine: signed by one of the issuer's keys, by an algorithm that is taken, for us, and of now.
 *
 * <p>What is wrong with a token is said in words of our own. The library's tell what the token says, which is nobody's
 * business but its bearer's.
 */
public final class JwtVerifier implements AutoCloseable {
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** A provider has two or three; each may be tried for a token that names none. */
    private static final int MAX_KEYS = 100;

    private static final long MILLIS_PER_SECOND = 1000;

    private final JwtSettings settings;
    private final KeySource source;
    private final KeyRing<List<JsonWebKey>> ring;
    private final InstantSource clock;
    private final AlgorithmConstraints algorithms;

    private JwtVerifier(JwtSettings settings, KeySource source, KeyRing<List<JsonWebKey>> ring, InstantSource clock) {
        this.settings = settings;
        this.source = source;
        this.ring = ring;
        this.clock = clock;
        algorithms = new AlgorithmConstraints(
                ConstraintType.PERMIT, settings.algorithms().toArray(String[]::new));
    }

    /**
     * Opens a verifier, and reads the keys if that can be done now.
     *
     * @param clockMillis any clock that does not run backwards
     * @param background where keys are read again
     * @throws IllegalArgumentException if they are to be in a file, and are not
     */
    public static JwtVerifier open(
            JwtSettings settings, LongSupplier clockMillis, InstantSource clock, Executor background) {
        KeySource source = source(settings.keys());
        KeyRing<List<JsonWebKey>> ring =
                new KeyRing<>(source, JwtVerifier::keys, settings.refresh(), settings.keep(), clockMillis, background);
        if (ring.look() instanceof KeyRing.Unreadable<?> && source instanceof KeyFile) {
            throw new IllegalArgumentException("Expected a JSON Web Key Set in " + source + ", but there is none");
        }
        return new JwtVerifier(settings, source, ring, clock);
    }

    private static KeySource source(String keys) {
        return keys.startsWith("http://") || keys.startsWith("https://")
                ? new KeyAddress(URI.create(keys))
                : new KeyFile(Path.of(keys));
    }

    private static List<JsonWebKey> keys(String text) {
        try {
            List<JsonWebKey> keys = new JsonWebKeySet(text)
                    .getJsonWebKeys().stream()
                            .filter(PublicJsonWebKey.class::isInstance)
                            .toList();
            if (keys.isEmpty() || keys.size() > MAX_KEYS) {
                throw new IllegalArgumentException(
                        "Expected 1 to " + MAX_KEYS + " public keys in it, but there are " + keys.size());
            }
            return keys;
        } catch (JoseException e) {
            throw new IllegalArgumentException("Expected a JSON Web Key Set, but it is none", e);
        }
    }

    /** Returns whether a bearer token is of this kind, genuine or not. */
    public static boolean isJwt(String token) {
        return COMPACT.matcher(token).matches();
    }

    /** Returns the age of the keys; negative where none could be read yet. */
    public long keysAgeSeconds() {
        return Math.floorDiv(ring.ageMillis(), MILLIS_PER_SECOND);
    }

    /** Says what is known of a token. */
    public Verdict verify(String token) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(algorithms);
        try {
            signature.setCompactSerialization(token);
        } catch (JoseException e) {
            return new Verdict.Refused("it is no signed JWT; ask its issuer for another one");
        }
        String algorithm = signature.getAlgorithmHeaderValue();
        if (algorithm == null || !settings.algorithms().contains(algorithm)) {
            return new Verdict.Refused("it is a JWT whose algorithm is none of "
                    + String.join(", ", settings.algorithms()) + "; have its issuer sign by one of them");
        }
        return switch (ring.look()) {
            case KeyRing.Unreadable<List<JsonWebKey>>(long againMillis) -> new Verdict.Undecided(againMillis);
            case KeyRing.Known<List<JsonWebKey>> known -> verify(token, signature, known);
        };
    }

    private Verdict verify(String token, JsonWebSignature signature, KeyRing.Known<List<JsonWebKey>> known) {
        List<JsonWebKey> candidates = candidates(signature, known.keys());
        if (candidates.isEmpty()) {
            switch (ring.lookAgain(known)) {
                case KeyRing.Unreadable<List<JsonWebKey>>(long againMillis) -> {
                    return new Verdict.Undecided(againMillis);
                }
                case KeyRing.Known<List<JsonWebKey>> now -> candidates = candidates(signature, now.keys());
            }
        }
        if (candidates.isEmpty()) {
            return new Verdict.Refused("it is a JWT signed by a key that its issuer has not published; where the key is"
                    + " new, try again in "
                    + Math.ceilDiv(ring.untilNextTryMillis(), MILLIS_PER_SECOND) + " s");
        }
        JsonWebKey key = candidates.size() == 1 ? candidates.getFirst() : signer(signature, candidates);
        return key == null ? new Verdict.Refused(why(ErrorCodes.SIGNATURE_INVALID)) : verify(token, key);
    }

    /** The keys that a token may be signed by: the one that it names, or all of its algorithm's. */
    private static List<JsonWebKey> candidates(JsonWebSignature signature, List<JsonWebKey> keys) {
        try {
            return new VerificationJwkSelector().selectList(signature, keys);
        } catch (JoseException e) {
            return List.of();
        }
    }

    private static @Nullable JsonWebKey signer(JsonWebSignature signature, List<JsonWebKey> candidates) {
        try {
            return new VerificationJwkSelector().selectWithVerifySignatureDisambiguate(signature, candidates);
        } catch (JoseException e) {
            return null;
        }
    }

    private Verdict verify(String token, JsonWebKey key) {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(algorithms)
                .setVerificationKey(key.getKey())
                .setExpectedIssuer(settings.issuer())
                .setExpectedAudience(settings.audience())
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(
                        Math.toIntExact(settings.clockSkew().toSeconds()))
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
        try {
            JwtClaims claims = consumer.processToClaims(token);
            String subject = claims.getSubject();
            return subject == null || subject.isBlank()
                    ? new Verdict.Refused(why(ErrorCodes.SUBJECT_MISSING))
                    : new Verdict.Genuine(settings.issuer(), subject, claims.getClaimsMap());
        } catch (InvalidJwtException e) {
            return new Verdict.Refused(why(
                    e.getErrorDetails().isEmpty()
                            ? ErrorCodes.MISCELLANEOUS
                            : e.getErrorDetails().getFirst().getErrorCode()));
        } catch (MalformedClaimException e) {
            return new Verdict.Refused(why(ErrorCodes.MALFORMED_CLAIM));
        }
    }

    /** The first thing that is wrong. The codes are the library's, and more may come. */
    private String why(int errorCode) {
        return "it is a JWT "
                + switch (errorCode) {
                    case ErrorCodes.EXPIRED -> "that has expired; get a new one from its issuer";
                    case ErrorCodes.EXPIRATION_MISSING -> "that never expires (no `exp`); have its issuer limit it";
                    case ErrorCodes.NOT_YET_VALID ->
                        "that is not valid yet; wait for its time, or set the clocks right";
                    case ErrorCodes.AUDIENCE_MISSING, ErrorCodes.AUDIENCE_INVALID ->
                        "for another audience than " + settings.audience() + "; ask its issuer for one that is for us";
                    case ErrorCodes.ISSUER_MISSING, ErrorCodes.ISSUER_INVALID ->
                        "of another issuer than " + settings.issuer() + "; get one from there";
                    case ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING ->
                        "whose signature is not by its issuer's key; get another one from its issuer";
                    case ErrorCodes.SUBJECT_MISSING ->
                        "that does not say whose it is (no `sub`); have its issuer say it";
                    default -> "that cannot be read; ask its issuer for another one";
                };
    }

    @Override
    public void close() {
        source.close();
    }
}
