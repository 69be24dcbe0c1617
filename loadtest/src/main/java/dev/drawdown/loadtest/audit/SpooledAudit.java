package dev.drawdown.loadtest.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** Audits what a spool holds, bucket by bucket on all cores: what {@link Auditor} does in memory, with the same result. */
public final class SpooledAudit {
    private final Spool spool;
    private final Instant settledUntil;
    private final LongConsumer audited;
    private final int busyFrom;

    private SpooledAudit(Spool spool, Instant settledUntil, LongConsumer audited, int busyFrom) {
        this.busyFrom = busyFrom;
        this.spool = spool;
        this.settledUntil = settledUntil;
        this.audited = audited;
    }

    /**
     * Audits all of it.
     *
     * @param settledUntil all that fell due until then must have happened
     * @param audited is told how many inputs each bucket had, from any thread
     */
    public static AuditReport run(Spool spool, Instant settledUntil, LongConsumer audited) {
        return run(spool, settledUntil, audited, BucketAudit.BUSY_FROM);
    }

    static AuditReport run(Spool spool, Instant settledUntil, LongConsumer audited, int busyFrom) {
        return new SpooledAudit(spool, settledUntil, audited, busyFrom).run();
    }

    private AuditReport run() {
        AuditReport report = new AuditReport();
        Preface preface = Preface.read(spool.catalog(), spool.owners(), new WireReader(spool.schemas()), report);
        for (int bucket = 0; bucket < spool.buckets(); bucket++) {
            preface.owners().openings(spool.readOpenings(bucket));
        }
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<AuditReport>> parts = new ArrayList<>();
            for (int i = 0; i < spool.buckets(); i++) {
                int bucket = i;
                parts.add(workers.submit(() -> audit(bucket, preface)));
            }
            for (Future<AuditReport> part : parts) {
                report.addAll(part.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A bucket could not be audited", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during the audit", interrupted);
        }
        report.cards().judge(report);
        return report;
    }

    private AuditReport audit(int bucket, Preface preface) {
        AuditReport report = new AuditReport();
        BucketAudit audit = new BucketAudit(preface, new WireReader(spool.schemas()), report, busyFrom);
        spool.readBucket(bucket, audit::add);
        audit.replay(settledUntil);
        audited.accept(report.counted("inputs"));
        return report;
    }
}
