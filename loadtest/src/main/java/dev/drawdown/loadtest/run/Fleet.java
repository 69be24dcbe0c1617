package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.LedgerWatch;
import dev.drawdown.loadtest.measure.StartLog;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.process.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The processor's instances, which share the work, and of which any may be killed and started again. */
final class Fleet implements AutoCloseable {
    /** What is keyed by wallet lies on the same partition of each topic, so this one's owner has the ledger's, too. */
    private static final String WORK = "usage.events";

    private static final Duration SHARING = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 50;

    private final Installation installation;
    private final Watchtower watchtower;
    private final Map<Integer, Child> running = new TreeMap<>();

    private Fleet(Installation installation, Watchtower watchtower) {
        this.installation = installation;
        this.watchtower = watchtower;
    }

    /** Starts them, and returns when each has its share. */
    static Fleet start(int instances, Installation installation, Watchtower watchtower) {
        Fleet fleet = new Fleet(installation, watchtower);
        try {
            for (int i = 0; i < instances; i++) {
                fleet.start(Installation.FIRST + i);
            }
            fleet.awaitShares();
            return fleet;
        } catch (RuntimeException failed) {
            fleet.close();
            throw failed;
        }
    }

    private void awaitShares() {
        long deadline = System.nanoTime() + SHARING.toNanos();
        while (shares().size() < running.size() || !isShared()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new LoadtestFailure("Expected each of " + running.size() + " instances to have a share within "
                        + SHARING.toSeconds() + " s, but it is " + shares());
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    /** Starts one; it becomes ready in the background. */
    void start(int instance) {
        running.put(instance, installation.run(instance));
    }

    Child child(int instance) {
        Child child = running.get(instance);
        if (child == null) {
            throw new IllegalStateException("Expected instance " + instance + " to run, but it does not");
        }
        return child;
    }

    void requireAlive() {
        running.values().forEach(Child::requireAlive);
    }

    /** Starts again what has ended by itself, as a supervisor does: without a broker, a start gives up after a while. */
    void restartEnded() {
        for (int instance : List.copyOf(running.keySet())) {
            if (!child(instance).isAlive()) {
                start(instance);
            }
        }
    }

    /** Which of the ledger's partitions each instance writes; those without any are left out. */
    Map<Integer, Set<Integer>> shares() {
        Map<Integer, Set<Integer>> shares = new TreeMap<>();
        Map<String, Set<Integer>> owners = watchtower.owners(installation.group(), WORK);
        running.keySet()
                .forEach(instance -> owners.forEach((member, partitions) -> {
                    // Each of its threads is a member of its own.
                    if (member.startsWith(installation.instanceId(instance) + "-")) {
                        shares.computeIfAbsent(instance, first -> new TreeSet<>())
                                .addAll(partitions);
                    }
                }));
        return shares;
    }

    /** Whether each partition is somebody's. */
    boolean isShared() {
        Set<Integer> all = new TreeSet<>();
        shares().values().forEach(all::addAll);
        return all.size() == watchtower.partitionsOf(LedgerWatch.LEDGER).size();
    }

    /** How often an instance has come to process anything. */
    int starts(int instance) {
        return StartLog.read(installation.log(instance)).size();
    }

    /** What an instance said of its latest start, or null if it has not come so far yet. */
    @Nullable
    Map<String, Double> parts(int instance, int startsBefore) {
        List<Map<String, Double>> starts = StartLog.read(installation.log(instance));
        return starts.size() > startsBefore ? starts.getLast() : null;
    }

    @Override
    public void close() {
        running.values().forEach(Child::close);
    }
}
