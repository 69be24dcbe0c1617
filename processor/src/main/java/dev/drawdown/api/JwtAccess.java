package dev.drawdown.api;

import dev.drawdown.api.jwt.ClaimPath;
import dev.drawdown.api.jwt.JwtVerifier;
import dev.drawdown.api.jwt.Verdict;
import dev.drawdown.config.DrawdownConfig.JwtSettings;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells by a signed JWT who calls: its claims say their role, and a customer's owners.
 *
 * <p>Its bearer is called {@code <subject>#<issuer>}. What else a subject may be made of than letters, digits and
 * {@code -_.*@} is written in percents: a name with a {@code #} or a colon in it could be made to look like another's
 * command id.
 */
public final class JwtAccess implements AutoCloseable {
    /** With a key of 255 characters behind it, and what a route adds of its own, it is still an id. */
    private static final int MAX_NAME_LENGTH = 200;

    private static final int MAX_OWNERS = 1000;
    private static final int MAX_OWNER_LENGTH = 512;
    private static final long MILLIS_PER_SECOND = 1000;

    private final JwtVerifier verifier;
    private final ClaimPath role;
    private final ClaimPath owners;

    public JwtAccess(JwtVerifier verifier, JwtSettings settings) {
        this.verifier = verifier;
        role = new ClaimPath(settings.roleClaim());
        owners = new ClaimPath(settings.ownersClaim());
    }

    /** Returns whether a bearer token is of this kind, genuine or not. */
    boolean isMeant(String token) {
        return JwtVerifier.isJwt(token);
    }

    /**
     * Returns who calls.
     *
     * @throws ProblemException if the token does not say, or nobody can tell now
     */
    Caller identify(String token) {
        return switch (verifier.verify(token)) {
            case Verdict.Genuine genuine -> caller(genuine);
            case Verdict.Refused(String why) -> throw Access.unknown(why);
            case Verdict.Undecided(long retryAfterMillis) ->
                throw ProblemException.retryable(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "TOKEN_KEYS_AWAY",
                        "Expected the keys of the JWT's issuer, but they cannot be read just now; try again soon.",
                        Math.max(1, Math.ceilDiv(retryAfterMillis, MILLIS_PER_SECOND)));
        };
    }

    private Caller caller(Verdict.Genuine token) {
        String name = encoded(token.subject()) + "#" + token.issuer();
        if (name.length() > MAX_NAME_LENGTH) {
            throw forbidden("a JWT whose `sub` and `iss` have at most " + MAX_NAME_LENGTH
                    + " characters together, but they have more; have its issuer say less");
        }
        AccessRole found = role(token.claims());
        return new Caller(name, found, found == AccessRole.CUSTOMER ? owners(token.claims()) : Set.of(), null);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("%40", "@");
    }

    private AccessRole role(Map<String, Object> claims) {
        List<String> said = role.texts(claims);
        List<AccessRole> known = Arrays.stream(AccessRole.values())
                .filter(each -> said.contains(each.label()))
                .toList();
        if (known.size() != 1) {
            throw forbidden("one of the roles operator, ingest, viewer and customer in " + role.text()
                    + " of the JWT, but there " + (known.isEmpty() ? "is none" : "are " + known.size())
                    + "; have its issuer say one");
        }
        return known.getFirst();
    }

    private Set<String> owners(Map<String, Object> claims) {
        List<String> said = owners.texts(claims);
        if (said.isEmpty()
                || said.size() > MAX_OWNERS
                || said.stream().anyMatch(owner -> owner.isBlank() || owner.length() > MAX_OWNER_LENGTH)) {
            throw forbidden("1 to " + MAX_OWNERS + " ids of owners in " + owners.text()
                    + " of a customer's JWT, but it is not so; have its issuer say them");
        }
        return Set.copyOf(said);
    }

    private static ProblemException forbidden(String expected) {
        return new ProblemException(HttpStatus.FORBIDDEN, "FORBIDDEN_TOKEN", "Expected " + expected + ".");
    }

    /** Says in the metrics how old the issuer's keys are. */
    public void bindTo(Metrics metrics) {
        metrics.gauge(Meter.JWT_KEYS_AGE, verifier, JwtVerifier::keysAgeSeconds);
    }

    @Override
    public void close() {
        verifier.close();
    }
}
