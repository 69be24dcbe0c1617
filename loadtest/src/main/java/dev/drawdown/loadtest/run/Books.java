package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.audit.Spool;
import dev.drawdown.loadtest.audit.SpooledAudit;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.Recorder;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.progress.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The books of a run: copied from the broker when the clock has stopped, and audited in the end. */
final class Books {
    /** Of each input: itself, its entries, and now and then an answer, a gate, a balance. */
    private static final int RECORDS_PER_INPUT = 4;

    private static final int RECORDS_PER_WALLET = 8;

    private final Spool spool;
    private final Recorder recorder;
    private final Progress progress;

    Books(RunPlan plan, Connection connection, Registry registry, Progress progress) {
        Path folder = plan.folder().resolve("spool");
        long records = RECORDS_PER_INPUT * plan.inputs()
                + (long) RECORDS_PER_WALLET * plan.traffic().wallets();
        this.spool = Spool.create(folder, records, registry);
        this.recorder = new Recorder(connection, spool);
        this.progress = progress;
    }

    /** Copies what has been written since the last time. */
    void copy() {
        progress.begin("reading the books");
        AtomicLong last = new AtomicLong();
        recorder.record((count, total) -> {
            last.accumulateAndGet(count, Math::max);
            progress.show(count, total, "");
        });
        progress.end(String.format(Locale.ROOT, "%,d records", last.get()));
    }

    /** @param acknowledged how many inputs the broker has said to have; null where there were others before */
    AuditReport audit(Instant settledUntil, @Nullable Long acknowledged) {
        progress.begin("audit");
        long inputs = spool.inputs();
        AtomicLong audited = new AtomicLong();
        AuditReport report =
                SpooledAudit.run(spool, settledUntil, count -> progress.show(audited.addAndGet(count), inputs, ""));
        if (acknowledged != null) {
            report.requireInputs(acknowledged);
        }
        progress.end(String.format(
                Locale.ROOT,
                "%,d inputs, %,d entries, %,d wallets: %s",
                inputs,
                report.counted("entries"),
                report.counted("wallets"),
                report.clean()
                        ? "nothing lost, doubled or out of order"
                        : report.differences().size() + " DIFFERENCES"));
        return report;
    }
}
