package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures count and what they do not: printed with them, since a figure without it is none. */
final class Notes {
    private Notes() {}

    static List<String> of(RunResult result) {
        RunPlan plan = result.plan();
        List<String> notes = new ArrayList<>();
        notes.add(
                plan.where() == null
                        ? "Broker, system under test and load share this machine's cores; each is a process of its own."
                        : "System under test and load share this machine's cores; the broker is elsewhere, and its CPU"
                                + " is not told.");
        if (plan.where() == null) {
            notes.add("One broker, replication factor 1, no fsync per write (Kafka's default): a crash of the machine,"
                    + " not of a process, could lose what it had acknowledged. PostgreSQL, where it is a peer,"
                    + " says itself what it syncs.");
        }
        switch (plan.mode()) {
            case RunPlan.Mode.Drain _ -> {
                notes.add("Only committed output counts, as a read_committed reader sees it, from the first committed"
                        + " entry to the last; what the first commit brought is not counted, nor is the start of"
                        + " the JVM.");
                notes.add(
                        "An event is a record of usage.events or lead.events. The processor also takes the commands of"
                                + " the mix (top-ups, holds) in that time; peers do not, and they are not counted.");
                notes.add("CPU is user and system time of each process in that window, per event.");
            }
            case RunPlan.Mode.Open open -> {
                notes.add("Latency is from the time at which an input should have been sent to the moment at which a"
                    + " read_committed reader had its first ledger entry, on one clock. Before that comes the warm-up,"
                    + " in which the sender waits for the processor where it is more than a second behind, and at the"
                    + " end for all of it; it is not counted.");
                if (open.readsPerSecond() > 0) {
                    notes.add("A read of a balance is a GET of any wallet, each as likely, from the time at which it"
                            + " should have been sent to the end of its answer. Four clients take turns, so a read"
                            + " also waits while all of them do; they share the cores, too.");
                }
            }
            case RunPlan.Mode.Recovery _ -> {
                notes.add("Recovery is from kill -9 to the moment at which a read_committed reader had the first ledger"
                        + " entry that was committed after it, of the partitions that the killed instance had; what was"
                        + " written by the time of the kill does not count. Who was killed is started again at once.");
                notes.add("Of the parts, the processor tells program (JVM, settings, a look at the topics), stores"
                        + " (opened), group (until it had its first task) and restore; first commit is the rest.");
            }
        }
        notes.add("Inputs fall on wallets " + distribution(plan)
                + ". Every wallet has three tranches or more, alert levels, a"
                + " time-to-empty rule and a recharge rule; " + crossings(result) + " each id is remembered.");
        notes.add(
                plan.audited()
                        ? "The audit replays every input through a model of its own and compares every entry, alert,"
                                + " gate, answer, dead letter and last balance, field by field and in order."
                        : "Nothing was audited: whether these figures were reached honestly is not known.");
        return notes;
    }

    private static String distribution(RunPlan plan) {
        return plan.traffic().distributions().stream()
                .map(kind -> switch (kind) {
                    case "uniform" -> "uniformly";
                    case "hot" -> "on one only";
                    default -> "by " + kind;
                })
                .collect(Collectors.joining(", then "));
    }

    /** A wallet that is below a threshold crosses none until it is back, so on few wallets there are fewer. */
    private static String crossings(RunResult result) {
        long debits = result.rounds().stream()
                .mapToLong(round -> round.backlog().traffic().debits())
                .sum();
        long crossings = result.rounds().stream()
                .mapToLong(round -> round.backlog().traffic().crossings())
                .sum();
        return String.format(Locale.ROOT, "%,d of %,d debits cross a threshold;", crossings, debits);
    }
}
