package dev.drawdown.api.jwt;

import java.util.Map;

/** What is known of a bearer token that is a signed JWT. */
public sealed interface Verdict {
    /**
     * It is genuine, meant for us and of now.
     *
     * @param subject who bears it, as the issuer calls them
     * @param claims all that it says
     */
    record Genuine(String issuer, String subject, Map<String, Object> claims) implements Verdict {
        /** Hides what a token says, so that no log tells it. */
        @Override
        public String toString() {
            return "Genuine[" + issuer + "]";
        }
    }

    /**
     * It is worth nothing here.
     *
     * @param why for people, without anything of the token's own
     */
    record Refused(String why) implements Verdict {}

    /** Nobody can say just now, since the issuer's keys cannot be read; they are tried again after so long. */
    record Undecided(long retryAfterMillis) implements Verdict {}
}
