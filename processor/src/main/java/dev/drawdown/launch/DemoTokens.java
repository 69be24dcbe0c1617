package dev.drawdown.launch;

import dev.drawdown.api.AccessRole;
import dev.drawdown.api.AccessToken;
import dev.drawdown.api.TokenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bearer tokens of a demo, new at every start.
 *
 * @param byRole the tokens themselves, for whoever looks on
 * @param file where the HTTP API finds their hashes
 */
record DemoTokens(Map<String, String> byRole, Path file) {
    /** Whose billing page the customer's token opens: an account shared by several buyers, and the one of the welcome. */
    private static final Set<String> CUSTOMERS = Set.of("evergreen", "acme-inc");

    private static final int BYTES = 24;

    /** Makes them, and writes the file into a folder. */
    static DemoTokens make(Path folder, SecureRandom random) {
        Map<String, String> byRole = new LinkedHashMap<>();
        List<AccessToken> kept = new ArrayList<>();
        for (AccessRole role : AccessRole.values()) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            Set<String> owners = role == AccessRole.CUSTOMER ? CUSTOMERS : Set.of();
            byRole.put(role.label(), token);
            kept.add(AccessToken.of("demo-" + role.label(), role, token, owners));
        }
        Path file = folder.resolve("access-tokens.json");
        try {
            Files.createDirectories(folder);
            TokenFile.write(file, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DemoTokens(byRole, file);
    }
}
