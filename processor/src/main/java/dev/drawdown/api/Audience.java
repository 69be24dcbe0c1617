package dev.drawdown.api;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may call a route: every route says one of these, and whoever is not in it is turned away. */
@SuppressWarnings("ImmutableEnumChecker") // The set is made once and never handed out.
public enum Audience {
    /** Whoever runs the house. */
    OPERATORS(EnumSet.of(AccessRole.OPERATOR)),
    /** Whoever sends events. */
    EVENT_SOURCES(EnumSet.of(AccessRole.OPERATOR, AccessRole.INGEST)),
    /** Whoever may look at everything. */
    STAFF(EnumSet.of(AccessRole.OPERATOR, AccessRole.VIEWER)),
    /** Whoever may look, customers at what is their own. */
    READERS(EnumSet.of(AccessRole.OPERATOR, AccessRole.VIEWER, AccessRole.CUSTOMER)),
    /** Whoever looks after an account, customers after their own. */
    ACCOUNT_HOLDERS(EnumSet.of(AccessRole.OPERATOR, AccessRole.CUSTOMER));

    private final Set<AccessRole> roles;

    Audience(Set<AccessRole> roles) {
        this.roles = roles;
    }

    /** Returns whether somebody of that role is in it. */
    public boolean includes(AccessRole role) {
        return roles.contains(role);
    }

    /** Returns the roles as one writes them. */
    public String labels() {
        return roles.stream().map(AccessRole::label).collect(Collectors.joining(" or "));
    }
}
