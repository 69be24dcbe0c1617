package dev.drawdown.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the bearer tokens of a run. Nothing asks for one before the HTTP API is there. */
public final class AccessTokens {
    private static final List<String> ROLES = List.of("operator", "ingest", "viewer", "customer");
    private static final int BYTES = 24;

    private AccessTokens() {}

    /** Returns a new token for each role. */
    public static Map<String, String> generate(SecureRandom random) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : ROLES) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            tokens.put(role, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        return tokens;
    }
}
