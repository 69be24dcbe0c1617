package dev.drawdown.loadtest.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * What a workload is like; the same profile gives the same moves.
 *
 * @param name set apart from others on the same topics by it: the prefix of all ids
 * @param start the time at which the moves say that they begin
 * @param pace the time that the moves say lies between them
 * @param duplicateShare of all moves, how many send an earlier one again
 * @param garbageShare of all moves, how many are of no use
 * @param commandShare of all moves, how many are commands rather than events
 */
public record Profile(
        String name,
        long seed,
        Instant start,
        int wallets,
        int moves,
        Duration pace,
        double duplicateShare,
        double garbageShare,
        double commandShare) {}
