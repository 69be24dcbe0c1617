/**
 * A run of the load test, from the command line's wishes to the figures.
 *
 * <pre>
 *  RunPlan ─► LoadRun ─┬─ Cluster (broker + registry)            a child
 *                      ├─ Installation.run() (the processor)     a child
 *                      ├─ Opening    wallets opened, pipelined, counted by their answers
 *                      ├─ per round: Backlog produced, then each SystemUnderTest in turn ─► Drain ─► DrainResult
 *                      │  or         Pace: intended times ─► Latencies                         ─► OpenResult
 *                      │  or         Recovery: SteadyLoad, Fleet, kill after kill ─► LedgerWatch ─► RecoveryResult
 *                      ├─ audit      everything spooled, replayed, compared: a difference fails the run
 *                      └─ report     RunResult ─► text, JSON, HTML
 * </pre>
 *
 * <p>The processor and its peers are {@link dev.drawdown.loadtest.run.SystemUnderTest}s: started, counted, and stopped
 * alike, one after the other on the same events on the same broker, and in another order each round.
 */
@NullMarked
package dev.drawdown.loadtest.run;

import org.jspecify.annotations.NullMarked;
