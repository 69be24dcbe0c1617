package dev.drawdown.loadtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.measure.Timeline;
import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.Kill;
import dev.drawdown.loadtest.run.OpenResult;
import dev.drawdown.loadtest.run.ReadResult;
import dev.drawdown.loadtest.run.RecoveryResult;
import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.run.RunResult;
import dev.drawdown.loadtest.traffic.TrafficCounts;
import java.util.Locale;
import java.util.regex.Pattern;

/** The report for programs. */
final class JsonReport {
    private static final int DIFFERENCES = 100;

    /** What sounds like it is never shown. */
    private static final Pattern SECRET = Pattern.compile("password|secret|token|jaas|credential|\\.key");

    private final ObjectMapper json = new ObjectMapper();

    static ObjectNode of(RunResult result) {
        return new JsonReport().report(result);
    }

    private ObjectNode report(RunResult result) {
        ObjectNode report = json.createObjectNode();
        report.put("started_at", result.startedAt().toString());
        report.put("clean", result.clean());
        Machine machine = Machine.here();
        report.putObject("machine")
                .put("cores", machine.cores())
                .put("memory_bytes", machine.memoryBytes())
                .put("processor", machine.processor())
                .put("system", machine.system())
                .put("java", machine.java());
        report.set("plan", plan(result.plan()));
        report.put("opening_seconds", result.openingSeconds());
        ArrayNode systems = report.putArray("systems");
        SystemFigures.of(result).forEach(figures -> systems.add(system(figures)));
        ArrayNode rounds = report.putArray("rounds");
        result.rounds().forEach(round -> rounds.add(round(round)));
        if (result.audit() != null) {
            report.set("audit", audit(result.audit()));
        }
        ArrayNode notes = report.putArray("notes");
        Notes.of(result).forEach(notes::add);
        return report;
    }

    private ObjectNode plan(RunPlan plan) {
        ObjectNode node = json.createObjectNode();
        switch (plan.mode()) {
            case RunPlan.Mode.Drain(long events) -> node.put("mode", "drain").put("events", events);
            case RunPlan.Mode.Open open ->
                node.put("mode", "open")
                        .put("events", open.events())
                        .put("rate", open.perSecond())
                        .put("warmup_seconds", open.warmupSeconds())
                        .put("reads", open.readsPerSecond());
            case RunPlan.Mode.Recovery recovery ->
                node.put("mode", "recovery")
                        .put("rate", recovery.perSecond())
                        .put("kills", recovery.kills())
                        .put("instances", recovery.instances())
                        .put("killed", recovery.target().name().toLowerCase(Locale.ROOT))
                        .put("standbys", recovery.standbys());
        }
        node.put("wallets", plan.traffic().wallets())
                .put("seed", plan.traffic().seed())
                .put("duplicates", plan.traffic().duplicates())
                .put("garbage", plan.traffic().garbage())
                .put("mix", plan.traffic().mix().toString())
                .put("rounds", plan.rounds())
                .put("partitions", plan.partitions())
                .put("embedded_broker", plan.where() == null);
        ArrayNode distributions = node.putArray("distributions");
        plan.traffic().distributions().forEach(distributions::add);
        ObjectNode settings = node.putObject("settings");
        plan.settings()
                .forEach((key, value) -> settings.put(key, SECRET.matcher(key).find() ? "****" : value));
        ArrayNode options = node.putArray("processor_options");
        plan.processorOptions().forEach(options::add);
        return node;
    }

    private ObjectNode system(SystemFigures figures) {
        ObjectNode node = json.createObjectNode();
        node.put("name", figures.name()).put("distribution", figures.distribution());
        node.set("events_per_second", spread(figures.eventsPerSecond()));
        node.set("drawdown_is_faster_by", spread(figures.ratio()));
        if (figures.besideFirst() != null) {
            node.set("rate_beside_first_distribution", spread(figures.besideFirst()));
        }
        ObjectNode cpu = node.putObject("cpu_micros_per_event");
        figures.cpuMicros().forEach((process, spread) -> cpu.set(process, spread(spread)));
        return node;
    }

    private ObjectNode spread(Spread spread) {
        return json.createObjectNode()
                .put("median", spread.median())
                .put("least", spread.least())
                .put("most", spread.most());
    }

    private ObjectNode round(RunResult.Round round) {
        ObjectNode node = json.createObjectNode();
        node.put("round", round.backlog().round())
                .put("distribution", round.backlog().distribution());
        TrafficCounts traffic = round.backlog().traffic();
        node.putObject("traffic")
                .put("inputs", traffic.inputs())
                .put("events", traffic.events())
                .put("debits", traffic.debits())
                .put("crossings", traffic.crossings())
                .put("returns", traffic.returns())
                .put("commands", traffic.commands())
                .put("duplicates", traffic.duplicates())
                .put("garbage", traffic.garbage());
        ArrayNode drains = node.putArray("drains");
        round.drains().forEach(drain -> drains.add(drain(drain)));
        if (round.open() != null) {
            node.set("open", open(round.open()));
        }
        if (round.recovery() != null) {
            node.set("recovery", recovery(round.recovery()));
        }
        return node;
    }

    private ObjectNode drain(DrainResult drain) {
        ObjectNode node = json.createObjectNode();
        node.put("system", drain.system())
                .put("events", drain.events())
                .put("drained", drain.drained())
                .put("events_per_second", drain.eventsPerSecond())
                .put("seconds", drain.timeline().seconds())
                .put("seconds_from_process_start_to_first_entry", drain.secondsToFirst());
        ObjectNode cpu = node.putObject("cpu_micros_per_event");
        drain.cpuNanos().keySet().forEach(process -> cpu.put(process, drain.cpuMicrosPerEvent(process)));
        node.putObject("gc")
                .put("pauses", drain.gc().pauses())
                .put("paused_millis", drain.gc().pausedMillis())
                .put("longest_millis", drain.gc().longestMillis())
                .put("heap_after_mebibytes", drain.gc().heapAfterMebibytes());
        ArrayNode committed = node.putArray("committed");
        long origin = drain.timeline().first().nanos();
        for (Timeline.Sample sample : drain.timeline().samples()) {
            committed.addArray().add((sample.nanos() - origin) / 1e9).add(sample.count());
        }
        return node;
    }

    private ObjectNode open(OpenResult open) {
        ObjectNode node = json.createObjectNode();
        Latencies latencies = open.latencies();
        node.put("rate", open.wish().perSecond())
                .put("measured", latencies.count())
                .put("mean_millis", latencies.meanMillis())
                .put("kept_up", open.keptUp())
                .put("waiting_median", open.waitingMedian())
                .put("waiting_at_end", open.waitingAtEnd());
        node.set("latency_millis", percentiles(latencies));
        ReadResult reads = open.reads();
        if (reads != null) {
            node.putObject("reads")
                    .put("rate", reads.perSecond())
                    .put("measured", reads.latencies().count())
                    .put("not_answered", reads.unanswered())
                    .set("latency_millis", percentiles(reads.latencies()));
        }
        ObjectNode cpu = node.putObject("cpu_micros_per_event");
        open.cpuNanos().keySet().forEach(process -> cpu.put(process, open.cpuMicrosPerEvent(process)));
        ArrayNode seconds = node.putArray("seconds");
        for (Latencies.Second second : latencies.seconds()) {
            seconds.addObject()
                    .put("second", second.number())
                    .put("count", second.count())
                    .put("p50_millis", second.p50Millis())
                    .put("p99_millis", second.p99Millis());
        }
        return node;
    }

    private ObjectNode percentiles(Latencies latencies) {
        ObjectNode node = json.createObjectNode();
        for (double percentile : Latencies.PERCENTILES) {
            node.put("p" + TextReport.plain(percentile), latencies.millisAt(percentile));
        }
        return node;
    }

    private ObjectNode recovery(RecoveryResult recovery) {
        ObjectNode node = json.createObjectNode();
        ObjectNode seconds = node.putObject("seconds");
        new RecoveryFigures(recovery)
                .seconds()
                .forEach((name, each) -> seconds.putObject(name.replace(' ', '_'))
                        .put("median", each.median())
                        .put("p90", each.p90())
                        .put("worst", each.worst()));
        ArrayNode kills = node.putArray("kills");
        for (Kill kill : recovery.kills()) {
            ObjectNode each = kills.addObject()
                    .put("kill", kill.number())
                    .put("killed", kill.victim())
                    .put("partitions", kill.partitions())
                    .put("seconds_to_first_entry", kill.firstSeconds())
                    .put("seconds_to_all_partitions", kill.allSeconds());
            ObjectNode parts = each.putObject("parts");
            kill.parts().forEach((name, part) -> parts.put(name.replace(' ', '_'), part));
        }
        return node;
    }

    private ObjectNode audit(AuditReport audit) {
        ObjectNode node = json.createObjectNode();
        node.put("clean", audit.clean());
        ObjectNode counts = node.putObject("counts");
        audit.counts().forEach(counts::put);
        node.put("differing", audit.differences().size());
        ArrayNode differences = node.putArray("differences");
        audit.differences().stream().limit(DIFFERENCES).forEach(difference -> differences.add(difference.toString()));
        return node;
    }
}
