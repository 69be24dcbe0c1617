package dev.drawdown.launch;

import dev.drawdown.api.Access;
import dev.drawdown.api.Api;
import dev.drawdown.api.TokenFile;
import dev.drawdown.api.WalletOwners;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Role;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the HTTP API of an instance together. */
final class HttpApi {
    private HttpApi() {}

    /** Returns the API; null for an instance that does not serve it. */
    static @Nullable Api of(DrawdownConfig config) {
        return config.roles().contains(Role.API) ? new Api(access(config), WalletOwners.NONE, List.of()) : null;
    }

    private static Access access(DrawdownConfig config) {
        try {
            TokenFile tokens = TokenFile.open(Path.of(config.access().tokens()), () -> System.nanoTime() / 1_000_000);
            return new Access(tokens, InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
