package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.audit.Auditor;
import dev.drawdown.loadtest.client.Connection;
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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries out a plan. */
public final class LoadRun implements AutoCloseable {
    /** What all systems under test take. */
    private static final List<String> EVENTS = List.of("usage.events", "lead.events");

    private static final Duration DRAIN_LIMIT = Duration.ofHours(2);
    /** How late the processor's timers may be: where a broker does not answer, they wait for ten seconds and some. */
    private static final Duration TIMERS = Duration.ofSeconds(15);

    private static final int BULK_LINGER_MILLIS = 10;
    /** Less than what Kafka's clients wait by themselves, and enough for a request not to carry one input. */
    private static final int PROMPT_LINGER_MILLIS = 2;

    private static final long LOOK_MILLIS = 100;
    private static final int SEND_BETWEEN_LOOKS = 0x1000;

    private final RunPlan plan;
    private final Progress progress;
    private final Cluster cluster;
    private final Installation installation;
    private final Watchtower watchtower;
    private final Registry registry;
    private final Shipper shipper;
    private final Traffic traffic;
    private final Books books;
    private final ProcessorSystem processor;
    private final List<SystemUnderTest> systems = new ArrayList<>();
    private final boolean hasTopicsToItself;
    private Instant settledUntil = Instant.EPOCH;

    /** One round, with one of the distributions. */
    private interface OneRound {
        RunResult.Round run(int round, String distribution);
    }

    private LoadRun(RunPlan plan, Progress progress, Cluster cluster, Installation installation) {
        this.plan = plan;
        this.progress = progress;
        this.cluster = cluster;
        this.installation = installation;
        this.watchtower = new Watchtower(cluster.connection());
        this.registry = new Registry(cluster.connection());
        boolean prompt = plan.mode() instanceof RunPlan.Mode.Open;
        this.shipper = new Shipper(cluster.connection(), prompt ? PROMPT_LINGER_MILLIS : BULK_LINGER_MILLIS);
        this.traffic = new Traffic(plan.traffic(), new Encoder(registry));
        this.books = new Books(plan, cluster.connection(), registry, progress);
        this.processor = new ProcessorSystem(installation, watchtower);
        this.hasTopicsToItself =
                watchtower.written(Auditor.INPUTS).values().stream().allMatch(end -> end == 0);
        systems.add(processor);
        plan.peers()
                .forEach(kind -> systems.add(new PeerSystem(
                        kind, plan.peerOptions(), Program.ofOurs(), cluster, plan.folder(), watchtower)));
    }

    /** Starts what the run needs. */
    public static LoadRun begin(RunPlan plan, Progress progress) {
        Program program = Program.asLaunched();
        progress.begin("broker and topics");
        Connection where = plan.where();
        Cluster cluster = where == null ? Cluster.embedded(program, plan.folder()) : Cluster.foreign(where);
        try {
            Installation installation = new Installation(
                    program.with(plan.processorOptions()), cluster, plan.folder(), plan.partitions(), plan.settings());
            installation.createTopics();
            LoadRun run = new LoadRun(plan, progress, cluster, installation);
            if (cluster.broker() != null) {
                run.watchtower.keepAll("wallet.delivery-gates");
            }
            progress.end(cluster.connection() + ", logs and data in " + plan.folder());
            return run;
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** Opens the wallets, runs all rounds, and audits what was written. */
    public RunResult run() {
        return run(() -> {});
    }

    /** The same, with something done to the topics before the audit: for a test that plants errors. */
    RunResult run(Runnable beforeAudit) {
        Instant startedAt = Instant.now();
        List<RunResult.Round> rounds = new ArrayList<>();
        double openingSeconds = switch (plan.mode()) {
            case RunPlan.Mode.Drain(long events) ->
                inRounds(rounds, (round, distribution) -> drain(round, distribution, events));
            case RunPlan.Mode.Open wish -> inRounds(rounds, (round, distribution) -> pace(round, distribution, wish));
            case RunPlan.Mode.Recovery wish -> recover(rounds, wish);
        };
        beforeAudit.run();
        return new RunResult(plan, startedAt, openingSeconds, rounds, audit());
    }

    Connection connection() {
        return cluster.connection();
    }

    private double inRounds(List<RunResult.Round> rounds, OneRound each) {
        double openingSeconds;
        try (Child child = processor.start()) {
            openingSeconds = open(child);
            settle();
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            List<String> turns = new ArrayList<>(plan.traffic().distributions());
            Collections.rotate(turns, 1 - round);
            for (String distribution : turns) {
                traffic.fallBy(distribution);
                rounds.add(each.run(round, distribution));
            }
        }
        return openingSeconds;
    }

    /** All instances are there before the wallets, so that each has its share of their state from the beginning. */
    private double recover(List<RunResult.Round> rounds, RunPlan.Mode.Recovery wish) {
        try (Fleet fleet = Fleet.start(wish.instances(), installation, watchtower)) {
            double openingSeconds = open(fleet.child(Installation.FIRST));
            TrafficCounts before = traffic.counts().snapshot();
            RecoveryResult result =
                    new Recovery(plan, wish, fleet, cluster, watchtower, processor, progress).run(traffic, shipper);
            settle();
            Backlog backlog = new Backlog(
                    1,
                    plan.traffic().distributions().getFirst(),
                    traffic.counts().since(before));
            rounds.add(new RunResult.Round(backlog, List.of(), null, result));
            return openingSeconds;
        }
    }

    private double open(Child child) {
        double seconds =
                new Opening(watchtower, progress).open(traffic, plan.traffic().wallets(), shipper, child);
        while (processor.lag() > 0 || !processor.isQuietWithin()) {
            child.requireAlive();
            Pause.millis(LOOK_MILLIS);
        }
        return seconds;
    }

    /** The processor, which is still running, has nothing left to do: what is due by now has happened. */
    private void settle() {
        Pause.millis(processor.settling().toMillis());
        settledUntil = Instant.now().minus(TIMERS);
    }

    private RunResult.Round drain(int round, String distribution, long events) {
        Backlog backlog = new Backlog(round, distribution, produce(distribution, events));
        List<SystemUnderTest> turns = new ArrayList<>(systems);
        Collections.rotate(turns, 1 - round);
        List<DrainResult> results = new ArrayList<>();
        for (SystemUnderTest system : turns) {
            Duration limit = system == processor ? DRAIN_LIMIT : plan.peerLimit();
            Drain drain = new Drain(system, backlog, limit, cluster, progress);
            results.add(drain.run());
            if (system == processor) {
                settledUntil = drain.stoppedAt().minus(TIMERS);
            }
        }
        if (systems.size() > 1) {
            forgetRound();
        }
        return new RunResult.Round(backlog, results, null, null);
    }

    /** Peers begin with the first input that is there: that must be the next round's. So the books are copied before. */
    private void forgetRound() {
        if (plan.audited()) {
            books.copy();
        }
        watchtower.forget(watchtower.ends(EVENTS));
    }

    private TrafficCounts produce(String distribution, long events) {
        progress.begin("producing the backlog, " + distribution);
        TrafficCounts before = traffic.counts().snapshot();
        for (long i = 0; i < events; i++) {
            shipper.send(traffic.next(Instant.now()));
            if (i % SEND_BETWEEN_LOOKS == 0) {
                progress.show(i, events, "");
            }
        }
        shipper.flush();
        TrafficCounts made = traffic.counts().since(before);
        progress.end(told(made));
        return made;
    }

    private static String told(TrafficCounts made) {
        return String.format(
                Locale.ROOT,
                "%,d inputs, of which %,d debits, %,d of them across a threshold",
                made.inputs(),
                made.debits(),
                made.crossings());
    }

    private RunResult.Round pace(int round, String distribution, RunPlan.Mode.Open wish) {
        TrafficCounts before = traffic.counts().snapshot();
        Installation.Api api = wish.readsPerSecond() == 0 ? null : installation.api();
        try (Child child = processor.start()) {
            if (api != null) {
                BalanceReads.awaitAnswer(api, plan.traffic(), child);
            }
            OpenResult result = new Pace(wish, traffic, shipper, cluster, processor, child, progress)
                    .run(cluster.connection(), registry, api);
            settle();
            return new RunResult.Round(
                    new Backlog(round, distribution, traffic.counts().since(before)), List.of(), result, null);
        }
    }

    private @Nullable AuditReport audit() {
        if (!plan.audited()) {
            return null;
        }
        if (systems.size() == 1) {
            books.copy();
        }
        return books.audit(settledUntil, hasTopicsToItself ? shipper.acknowledged() : null);
    }

    @Override
    public void close() {
        shipper.close();
        watchtower.close();
        cluster.close();
    }
}
