package dev.drawdown.api;

import io.javalin.http.HttpStatus;

/** What is not there, or is not the caller's to know of: one answer for both. */
public final class Missing {
    private Missing() {}

    /** Returns the answer for a wallet. */
    public static ProblemException wallet(String walletId) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "NO_WALLET",
                "Expected a wallet " + walletId + ", but there is none of that id; open it first.");
    }

    /** Returns the answer for an owner. */
    public static ProblemException owner(String ownerId) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "NO_OWNER",
                "Expected an owner " + ownerId + ", but there is none of that id; register it first.");
    }
}
