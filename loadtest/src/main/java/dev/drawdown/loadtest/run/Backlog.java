package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.traffic.TrafficCounts;

/**
 * What one round puts before the systems under test.
 *
 * @param distribution how it falls on wallets
 */
public record Backlog(int round, String distribution, TrafficCounts traffic) {}
