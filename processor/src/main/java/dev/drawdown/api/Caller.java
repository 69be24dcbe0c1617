package dev.drawdown.api;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name the token's, by which the audit trail knows them; it stays when the token is exchanged
 * @param owners whose billing page a customer has; empty for the other roles
 */
public record Caller(String name, AccessRole role, Set<String> owners) {
    public Caller {
        owners = Set.copyOf(owners);
    }

    /** Returns whether what belongs to an owner may be shown to them. */
    public boolean mayActFor(String ownerId) {
        return role != AccessRole.CUSTOMER || owners.contains(ownerId);
    }
}
