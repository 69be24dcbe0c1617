package dev.drawdown.api;

import dev.drawdown.config.CallLimit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param name the token's, by which the audit trail knows them; it stays when the token is exchanged
 * @param owners whose billing page a customer has; empty for the other roles
 * @param limit how often they may call; null for as often as others
 */
public record Caller(
        String name,
        AccessRole role,
        Set<String> owners,
        @Nullable CallLimit limit) {
    public Caller {
        owners = Set.copyOf(owners);
    }

    /** Returns whether what belongs to an owner may be shown to them. */
    public boolean mayActFor(String ownerId) {
        return role != AccessRole.CUSTOMER || owners.contains(ownerId);
    }
}
