package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.measure.LedgerWatch;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.run.RunPlan.Mode.Recovery.Target;
import dev.drawdown.loadtest.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;

/**
 * Kills under a steady load, again and again, and takes the time from each kill to the next committed ledger entry.
 *
 * <p>Whoever was killed is started again at once, as a supervisor would. What had been written by then counts for nothing,
 * even where the broker commits it afterwards: only entries behind it are the restarted processor's own.
 */
final class Recovery {
    private static final List<String> LEDGER = List.of(LedgerWatch.LEDGER);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final long LAG_LOOK_NANOS = Duration.ofMillis(250).toNanos();

    /** A kill comes at any moment of so long a time, so at any stage of a commit. */
    private static final long MOST_REST_MILLIS = 2_000;

    private final RunPlan.Mode.Recovery wish;
    private final Fleet fleet;
    private final Cluster cluster;
    private final Watchtower watchtower;
    private final ProcessorSystem processor;
    private final Progress progress;
    private final SplittableRandom random;
    private final List<Kill> kills = new ArrayList<>();

    Recovery(
            RunPlan plan,
            RunPlan.Mode.Recovery wish,
            Fleet fleet,
            Cluster cluster,
            Watchtower watchtower,
            ProcessorSystem processor,
            Progress progress) {
        this.wish = wish;
        this.fleet = fleet;
        this.cluster = cluster;
        this.watchtower = watchtower;
        this.processor = processor;
        this.progress = progress;
        this.random = new SplittableRandom(plan.traffic().seed());
    }

    /** Returns when it has caught up with everything after the last kill. */
    RecoveryResult run(Traffic traffic, Shipper shipper) {
        progress.begin("recovery");
        try (LedgerWatch watch = new LedgerWatch(cluster.connection())) {
            try (SteadyLoad load = SteadyLoad.start(traffic, shipper, wish.perSecond())) {
                while (kills.size() < wish.kills()) {
                    catchUp(watch, load, wish.perSecond());
                    pause(watch, load);
                    kills.add(kill(watch, load));
                    show();
                }
                catchUp(watch, load, wish.perSecond());
            }
            while (processor.lag() > 0) {
                fleet.requireAlive();
                watch.poll(POLL);
            }
        }
        RecoveryResult result = new RecoveryResult(wish, kills);
        progress.end(result.summary());
        return result;
    }

    private void show() {
        progress.show(
                kills.size(),
                wish.kills(),
                String.format(
                        Locale.ROOT,
                        "  lag %,d  the last %.1f s",
                        processor.lag(),
                        kills.getLast().firstSeconds()));
    }

    /** Returns when every partition is somebody's and what waits is no more than what comes in a second. */
    private void catchUp(LedgerWatch watch, SteadyLoad load, long mostLag) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean calm = false;
        while (!calm) {
            long nextLook = System.nanoTime() + LAG_LOOK_NANOS;
            while (System.nanoTime() < nextLook) {
                watch(watch, load);
            }
            calm = processor.lag() <= mostLag
                    && fleet.isShared()
                    && !shares(watch).isEmpty();
            if (!calm && System.nanoTime() > deadline) {
                throw new LoadtestFailure("Expected the processor to catch up within " + LIMIT.toSeconds()
                        + " s of a kill, but " + processor.lag() + " inputs still wait: " + wish.perSecond()
                        + "/s is more than it can take");
            }
        }
    }

    private void pause(LedgerWatch watch, SteadyLoad load) {
        long until = System.nanoTime() + random.nextLong(MOST_REST_MILLIS * 1_000_000);
        while (System.nanoTime() < until) {
            watch(watch, load);
        }
    }

    private void watch(LedgerWatch watch, SteadyLoad load) {
        watch.poll(POLL);
        load.requireSending();
        switch (wish.target()) {
            case PROCESSOR, BROKER -> fleet.requireAlive();
            case BOTH -> fleet.restartEnded();
        }
    }

    private Kill kill(LedgerWatch watch, SteadyLoad load) {
        Map<Integer, Set<Integer>> shares = shares(watch);
        while (shares.isEmpty()) {
            catchUp(watch, load, wish.perSecond());
            shares = shares(watch);
        }
        int victim = draw(List.copyOf(shares.keySet()));
        Set<Integer> waiting = wish.target() == Target.BROKER ? watch.active() : shares.getOrDefault(victim, Set.of());
        int startsBefore = fleet.starts(victim);
        long killedAt = System.nanoTime();
        killAndStart(victim);
        Map<String, Double> parts = new LinkedHashMap<>();
        if (wish.target() != Target.PROCESSOR) {
            cluster.awaitBroker();
            parts.put("broker", secondsSince(killedAt));
        }
        watch.awaitBeyond(stale());
        await(watch, load, waiting, victim);
        double first = (watch.firstNanos(waiting) - killedAt) / 1e9;
        double all = (watch.lastNanos(waiting) - killedAt) / 1e9;
        if (wish.target() != Target.BROKER) {
            parts.putAll(partsOf(watch, load, victim, startsBefore));
        }
        return new Kill(kills.size() + 1, name(victim), waiting.size(), first, all, withCommit(parts, first));
    }

    /** What each instance has of the partitions that show entries; for one without any, nobody would see an end of waiting. */
    private Map<Integer, Set<Integer>> shares(LedgerWatch watch) {
        Map<Integer, Set<Integer>> shares = fleet.shares();
        shares.values().forEach(partitions -> partitions.retainAll(watch.active()));
        shares.values().removeIf(Set::isEmpty);
        return shares;
    }

    private int draw(List<Integer> instances) {
        return instances.get(random.nextInt(instances.size()));
    }

    private String name(int instance) {
        return switch (wish.target()) {
            case PROCESSOR -> "processor " + instance;
            case BROKER -> "broker";
            case BOTH -> "broker and processor " + instance;
        };
    }

    private void killAndStart(int instance) {
        switch (wish.target()) {
            case PROCESSOR -> {
                fleet.child(instance).kill();
                fleet.start(instance);
            }
            case BROKER -> {
                cluster.killBroker();
                cluster.restartBroker();
            }
            case BOTH -> {
                cluster.killBroker();
                fleet.child(instance).kill();
                cluster.restartBroker();
                fleet.start(instance);
            }
        }
    }

    /**
     * Up to where entries are no proof that anybody processes again.
     *
     * <p>What a killed processor had written is aborted, or had been as good as committed. One that lives on goes on with
     * the transaction that it had open when the broker was killed.
     */
    private Map<TopicPartition, Long> stale() {
        return wish.target() == Target.BROKER ? watchtower.ends(LEDGER) : watchtower.written(LEDGER);
    }

    private void await(LedgerWatch watch, SteadyLoad load, Set<Integer> partitions, int victim) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!watch.hasAll(partitions)) {
            watch(watch, load);
            if (System.nanoTime() > deadline) {
                throw new LoadtestFailure("Expected new entries in " + partitions + " within " + LIMIT.toSeconds()
                        + " s of a kill, but there are none. The end of "
                        + fleet.child(victim).log() + ":\n"
                        + fleet.child(victim).tail());
            }
        }
    }

    /** The log's line comes when the last of its threads is there, which may be after the first entry. */
    private Map<String, Double> partsOf(LedgerWatch watch, SteadyLoad load, int victim, int startsBefore) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Map<String, Double> parts = fleet.parts(victim, startsBefore);
        while (parts == null && System.nanoTime() < deadline) {
            watch(watch, load);
            parts = fleet.parts(victim, startsBefore);
        }
        return parts == null ? Map.of() : parts;
    }

    /** What is left of the time; the broker's start goes on beside the processor's, so it counts only where it is alone. */
    private Map<String, Double> withCommit(Map<String, Double> parts, double firstSeconds) {
        double known = parts.entrySet().stream()
                .filter(part -> wish.target() == Target.BROKER || !part.getKey().equals("broker"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        Map<String, Double> all = new LinkedHashMap<>(parts);
        all.put("first commit", Math.max(0, firstSeconds - known));
        return all;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
