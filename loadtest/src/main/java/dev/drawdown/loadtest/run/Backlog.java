package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.traffic.TrafficCounts;

/** What one round puts before the systems under test. */
public record Backlog(int round, TrafficCounts traffic) {}
