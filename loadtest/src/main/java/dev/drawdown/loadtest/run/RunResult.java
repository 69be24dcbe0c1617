package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.audit.AuditReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run has found out.
 *
 * @param openingSeconds how long it took to open all wallets
 * @param audit null where nobody asked for it
 */
public record RunResult(
        RunPlan plan,
        Instant startedAt,
        double openingSeconds,
        List<Round> rounds,
        @Nullable AuditReport audit) {

    public RunResult {
        rounds = List.copyOf(rounds);
    }

    /**
     * One round of one distribution: every system under test drained the same backlog, or inputs came at a fixed rate, or
     * processes were killed.
     *
     * @param open null unless inputs came at a fixed rate
     * @param recovery null unless processes were killed
     */
    public record Round(
            Backlog backlog,
            List<DrainResult> drains,
            @Nullable OpenResult open,
            @Nullable RecoveryResult recovery) {
        public Round {
            drains = List.copyOf(drains);
        }
    }

    /** Of the process: 1 where something was lost, doubled or out of order. */
    public int exitCode() {
        return clean() ? 0 : 1;
    }

    /** Whether nothing is known to be wrong. */
    public boolean clean() {
        return audit == null || audit.clean();
    }
}
