package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.client.Encoder;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.process.Program;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.traffic.Traffic;
import dev.drawdown.loadtest.traffic.TrafficCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out a plan. */
public final class LoadRun implements AutoCloseable {
    private static final Duration DRAIN_LIMIT = Duration.ofHours(2);
    /** How late the processor's timers may be. */
    private static final Duration TIMERS = Duration.ofSeconds(5);

    private static final int BULK_LINGER_MILLIS = 10;
    private static final long LOOK_MILLIS = 100;

    private final RunPlan plan;
    private final Progress progress;
    private final Cluster cluster;
    private final Installation installation;
    private final Watchtower watchtower;
    private final Registry registry;
    private final Shipper shipper;
    private final Traffic traffic;
    private final Books books;
    private Instant settledUntil = Instant.EPOCH;

    private LoadRun(RunPlan plan, Progress progress, Program program, Cluster cluster) {
        this.plan = plan;
        this.progress = progress;
        this.cluster = cluster;
        this.installation = new Installation(
                program.with(plan.processorOptions()), cluster, plan.folder(), plan.partitions(), plan.settings());
        this.watchtower = new Watchtower(cluster.bootstrap());
        this.registry = new Registry(cluster.registry());
        this.shipper = new Shipper(cluster.bootstrap(), BULK_LINGER_MILLIS);
        this.traffic = new Traffic(plan.traffic(), new Encoder(registry));
        this.books = new Books(plan, cluster.bootstrap(), registry, progress);
    }

    /** Starts what the run needs. */
    public static LoadRun begin(RunPlan plan, Progress progress) {
        Program program = Program.asLaunched();
        progress.begin("broker and topics");
        RunPlan.Where where = plan.where();
        Cluster cluster = where == null
                ? Cluster.embedded(program, plan.folder())
                : Cluster.foreign(where.bootstrap(), where.registry());
        LoadRun run = new LoadRun(plan, progress, program, cluster);
        try {
            run.installation.createTopics();
            progress.end(cluster.bootstrap());
            return run;
        } catch (RuntimeException failed) {
            run.close();
            throw failed;
        }
    }

    /** Opens the wallets and runs all rounds. */
    public List<DrainResult> rounds() {
        ProcessorSystem processor = new ProcessorSystem(installation, watchtower);
        try (Child child = processor.start()) {
            new Opening(watchtower, progress).open(traffic, plan.traffic().wallets(), shipper, child);
            awaitDrained(processor, child);
            Pause.millis(processor.settling().toMillis());
        }
        settledUntil = Instant.now();
        List<DrainResult> results = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            long events = produce();
            results.add(new Drain(processor, events, DRAIN_LIMIT, cluster, progress).run());
            settledUntil = Instant.now().minus(TIMERS);
        }
        return results;
    }

    /** Audits all that was written, once the rounds are over; null where nobody asked for it. */
    public @Nullable AuditReport audit() {
        if (!plan.audited()) {
            return null;
        }
        books.copy();
        return books.audit(settledUntil);
    }

    private long produce() {
        if (!(plan.mode() instanceof RunPlan.Mode.Drain(long events))) {
            throw new LoadtestFailure("Not yet");
        }
        progress.begin("producing the backlog");
        TrafficCounts before = traffic.counts().snapshot();
        for (long i = 0; i < events; i++) {
            shipper.send(traffic.next(Instant.now()));
            if ((i & 0xfff) == 0) {
                progress.show(i, events, "");
            }
        }
        shipper.flush();
        TrafficCounts made = traffic.counts().since(before);
        progress.end(String.format(
                "%,d inputs, of which %,d debits, %,d across a threshold",
                made.inputs(), made.debits(), made.crossings()));
        return made.inputs();
    }

    private static void awaitDrained(ProcessorSystem processor, Child child) {
        while (processor.lag() > 0) {
            child.requireAlive();
            Pause.millis(LOOK_MILLIS);
        }
    }

    @Override
    public void close() {
        shipper.close();
        registry.close();
        watchtower.close();
        cluster.close();
    }
}
