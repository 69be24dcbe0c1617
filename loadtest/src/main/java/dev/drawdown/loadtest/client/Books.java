package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.audit.Auditor;
import java.time.Duration;
import java.time.Instant;

/** Audits a running program. */
public final class Books {
    /** How late a timer may be. */
    private static final Duration TIMER = Duration.ofSeconds(15);

    private Books() {}

    /** Audits what has been written by now. */
    public static AuditReport audit(Connection connection, Registry registry) {
        Instant settledUntil = Instant.now().minus(TIMER);
        return Auditor.audit(TopicReader.readAll(connection, Auditor.TOPICS), registry, settledUntil);
    }

    /**
     * Audits until nothing differs any more, or time is up: some inputs may still be on their way. What was written once
     * does not change, so what is wrong stays wrong, and waiting hides nothing.
     */
    public static AuditReport awaitClean(Connection connection, Registry registry, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        AuditReport report = audit(connection, registry);
        while (!report.clean() && Instant.now().isBefore(deadline)) {
            report = audit(connection, registry);
        }
        return report;
    }
}
