package dev.drawdown.api;

/** Whose a route's request is, which a customer's token is held against. */
public enum Subject {
    /** Nobody's: no customer has a route to it. */
    NOBODY,
    /** The wallet that {@code {id}} in the path names. */
    WALLET,
    /** The owner that {@code {id}} in the path names. */
    OWNER,
    /** The owner that the query's {@code owner_id} names. */
    QUERIED_OWNER
}
