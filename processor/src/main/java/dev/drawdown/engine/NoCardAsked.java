package dev.drawdown.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an attempt came to nothing before any card was asked: what the payments role says where an issuer would say its code. */
public final class NoCardAsked {
    public static final String NO_METHOD = "no_payment_method";
    public static final String NO_BACKUP = "no_backup_method";
    /** An invoice was wanted, and there is nowhere to send it. */
    public static final String NO_EMAIL = "no_email";
    /** So long after, an answer of the provider's to the attempt can no longer come. */
    public static final String NOT_ATTEMPTED = "not_attempted";
    /** So long after, the provider can no longer come to have it. */
    public static final String NOT_CREATED = "not_created";

    private static final Set<String> ALL = Set.of(NO_METHOD, NO_BACKUP, NO_EMAIL, NOT_ATTEMPTED, NOT_CREATED);

    private NoCardAsked() {}

    static boolean isSaidBy(@Nullable String declineCode) {
        return declineCode != null && ALL.contains(declineCode);
    }
}
