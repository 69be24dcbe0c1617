package dev.drawdown.api;

import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by its bearer token who calls; nobody without one. A token is one of the file's, or a JWT where these are taken. */
public final class Access {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_LENGTH = 8192;

    private final @Nullable TokenFile tokens;
    private final @Nullable JwtAccess jwts;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param tokens null where there is no file of them
     * @param jwts null where none are taken
     */
    public Access(@Nullable TokenFile tokens, @Nullable JwtAccess jwts, InstantSource clock) {
        this.tokens = tokens;
        this.jwts = jwts;
        this.clock = clock;
    }

    /**
     * Returns who calls.
     *
     * @param authorization the header of that name
     * @throws ProblemException if it does not say
     */
    Caller identify(@Nullable String authorization) {
        if (authorization == null) {
            throw unknown("there is none; send `Authorization: Bearer <token>`");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unknown("the Authorization header is of another kind; send `Authorization: Bearer <token>`");
        }
        String token = authorization.substring(SCHEME.length()).trim();
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw notOurs();
        }
        AccessToken known = find(token);
        if (known == null) {
            if (jwts != null && jwts.isMeant(token)) {
                return jwts.identify(token);
            }
            throw notOurs();
        }
        if (known.isExpiredAt(clock.instant())) {
            throw unknown("it has expired; ask whoever runs this installation for another one");
        }
        return known.caller();
    }

    /** All are looked at, whichever is found: how long it takes tells nothing. */
    private @Nullable AccessToken find(String token) {
        byte[] hash = AccessToken.hash(token);
        Instant now = clock.instant();
        AccessToken found = null;
        for (AccessToken known : tokens == null ? List.<AccessToken>of() : tokens.tokens()) {
            boolean isBetter = found == null || found.isExpiredAt(now);
            if (known.isOf(hash) && isBetter) {
                found = known;
            }
        }
        return found;
    }

    private static ProblemException notOurs() {
        return unknown("it is not one of ours; ask whoever runs this installation for one");
    }

    static ProblemException unknown(String found) {
        return new ProblemException(
                new Problem(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "Expected a bearer token, but " + found + "."));
    }
}
