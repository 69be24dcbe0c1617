package dev.drawdown.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an instance does. Health, readiness and metrics are served by every instance, whatever its roles. */
public enum Role {
    /** Debits: the Kafka Streams topology. */
    ENGINE(true),
    /** Collects payments, and takes the provider's webhooks. */
    PAYMENTS(true),
    /** Keeps the read models. */
    VIEWS(true),
    /** Serves {@code /v1} and the console. */
    API(true),
    /** Tells people by Slack, e-mail and webhooks. */
    NOTIFY(false);

    private final boolean available;

    Role(boolean available) {
        this.available = available;
    }

    /** Returns the name as one writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<Role> parse(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.split(",", -1)) {
            roles.add(parseOne(name.trim()));
        }
        return Set.copyOf(roles);
    }

    private static Role parseOne(String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                if (!role.available) {
                    throw new IllegalArgumentException("Role '" + name + "' is not available yet");
                }
                return role;
            }
        }
        throw new IllegalArgumentException("Expected roles out of "
                + Stream.of(values()).map(Role::label).collect(Collectors.joining(", ")) + ", but '" + name
                + "' is none");
    }
}
