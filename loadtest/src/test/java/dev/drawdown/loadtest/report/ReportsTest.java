package dev.drawdown.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.measure.GcLog;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.measure.Timeline;
import dev.drawdown.loadtest.run.Backlog;
import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.Kill;
import dev.drawdown.loadtest.run.OpenResult;
import dev.drawdown.loadtest.run.ReadResult;
import dev.drawdown.loadtest.run.RecoveryResult;
import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.run.RunPlan.Mode.Recovery.Target;
import dev.drawdown.loadtest.run.RunResult;
import dev.drawdown.loadtest.traffic.Mix;
import dev.drawdown.loadtest.traffic.TrafficCounts;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final TrafficPlan TRAFFIC =
            new TrafficPlan("t", 1, 10, List.of("<script>uniform"), Mix.parse(Mix.USUAL), 0.01, 0);

    @TempDir
    private Path folder;

    @Test
    void shouldTellFiguresRatiosAndTheirSpread() throws IOException {
        RunResult result = result(
                new RunPlan.Mode.Drain(1000),
                List.of(
                        new RunResult.Round(
                                backlog(1), List.of(drain("drawdown", 1, 2), drain("plain", 1, 4)), null, null),
                        new RunResult.Round(
                                backlog(2), List.of(drain("plain", 2, 8), drain("drawdown", 2, 2)), null, null)));

        JsonNode json = written(result);

        JsonNode own = json.at("/systems/0");
        assertThat(own.get("name").asText()).isEqualTo("drawdown");
        // 1000 events in 2 s, of which the first commit brought a tenth.
        assertThat(own.at("/events_per_second/median").asDouble()).isEqualTo(450);
        assertThat(own.at("/cpu_micros_per_event/system/median").asDouble()).isEqualTo(10);
        JsonNode peer = json.at("/systems/1/drawdown_is_faster_by");
        assertThat(peer.get("least").asDouble()).isEqualTo(2);
        assertThat(peer.get("most").asDouble()).isEqualTo(4);
        assertThat(peer.get("median").asDouble()).isEqualTo(3);
        assertThat(json.at("/rounds/0/drains/0/committed")).hasSize(2);
        assertThat(json.at("/plan/mode").asText()).isEqualTo("drain");
        assertThat(json.at("/plan/settings/drawdown.commit.interval").asText()).isEqualTo("1s");
        assertThat(json.toString()).doesNotContain("sesame");
        assertThat(json.at("/machine/cores").asInt()).isPositive();
        assertThat(json.get("notes")).isNotEmpty();
        assertThat(Reports.text(result)).anyMatch(line -> line.contains("3.00 (2.00–4.00)×"));
    }

    @Test
    void shouldTellEachDistributionApartAndBesideTheFirst() throws IOException {
        List<RunResult.Round> rounds = new ArrayList<>();
        for (int round = 1; round <= 2; round++) {
            for (String distribution : List.of("uniform", "hot")) {
                Backlog backlog = new Backlog(round, distribution, new TrafficCounts());
                int seconds = distribution.equals("hot") ? 2 * round : 4;
                rounds.add(new RunResult.Round(
                        backlog, List.of(drain("plain", backlog, 8), drain("drawdown", backlog, seconds)), null, null));
            }
        }
        TrafficPlan traffic = new TrafficPlan("t", 1, 10, List.of("uniform", "hot"), Mix.parse(Mix.USUAL), 0.01, 0);
        RunResult result = result(traffic, new RunPlan.Mode.Drain(1000), rounds);

        JsonNode systems = written(result).get("systems");

        assertThat(systems.findValuesAsText("name")).containsExactly("drawdown", "plain", "drawdown", "plain");
        assertThat(systems.findValuesAsText("distribution")).containsExactly("uniform", "uniform", "hot", "hot");
        assertThat(systems.get(0).has("rate_beside_first_distribution")).isFalse();
        JsonNode hot = systems.get(2);
        // Twice as fast in the first round, and as fast in the second.
        assertThat(hot.at("/rate_beside_first_distribution/most").asDouble()).isEqualTo(2);
        assertThat(hot.at("/rate_beside_first_distribution/least").asDouble()).isEqualTo(1);
        assertThat(systems.at("/1/drawdown_is_faster_by/median").asDouble()).isEqualTo(2);
        assertThat(systems.at("/3/drawdown_is_faster_by/median").asDouble()).isEqualTo(3);
        assertThat(Reports.text(result))
                .anyMatch(line -> line.startsWith("Drain, hot"))
                .anyMatch(line -> line.contains("1.50 (1.00–2.00)× uniform"))
                .anyMatch(line -> line.endsWith("10.0, –, 1.0 µs"));
        assertThat(Files.readString(folder.resolve(Reports.HTML)))
                .contains("Throughput over time, uniform", "Throughput over time, hot", "plain, hot");
    }

    @Test
    void shouldTellLatencies() throws IOException {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i / 500, i * 1000L);
        }
        RunPlan.Mode.Open wish = new RunPlan.Mode.Open(500, 1, 1000, 50);
        RunResult result = result(
                wish,
                List.of(new RunResult.Round(
                        backlog(1),
                        List.of(),
                        new OpenResult(
                                wish,
                                latencies,
                                Map.of("system", 5_000_000L),
                                6_000,
                                7,
                                new ReadResult(50, latencies, 3)),
                        null)));

        JsonNode open = written(result).at("/rounds/0/open");

        assertThat(open.at("/latency_millis/p50").asDouble()).isBetween(499.0, 501.0);
        assertThat(open.at("/latency_millis/p99").asDouble()).isBetween(989.0, 991.0);
        assertThat(open.at("/latency_millis/p100").asDouble()).isBetween(999.0, 1001.0);
        assertThat(open.get("seconds")).hasSize(3);
        assertThat(open.at("/cpu_micros_per_event/system").asDouble()).isEqualTo(5);
        assertThat(open.get("kept_up").asBoolean()).isFalse();
        assertThat(open.get("waiting_median").asLong()).isEqualTo(6_000);
        assertThat(Reports.text(result)).anyMatch(line -> line.contains("The rate was not kept: 6,000 inputs"));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("The rate was not kept: 6,000 inputs")
                .contains("Latency by percentile", "Latency over time");
    }

    @Test
    void shouldTellHowLongRecoveryTookAndOnWhatItWasSpent() throws IOException {
        RunPlan.Mode.Recovery wish = new RunPlan.Mode.Recovery(5000, 10, 2, Target.PROCESSOR, 1);
        List<Kill> kills = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Map<String, Double> parts = new LinkedHashMap<>();
            parts.put("program", 1.0);
            parts.put("first commit", i - 1.0);
            kills.add(new Kill(i, "processor 2", 3, i, i + 0.5, parts));
        }
        RunResult result = result(
                wish, List.of(new RunResult.Round(backlog(1), List.of(), null, new RecoveryResult(wish, kills))));

        JsonNode json = written(result);

        assertThat(json.at("/plan/killed").asText()).isEqualTo("processor");
        JsonNode recovery = json.at("/rounds/0/recovery");
        JsonNode first = recovery.at("/seconds/first_entry");
        assertThat(first.get("median").asDouble()).isEqualTo(5.5);
        assertThat(first.get("p90").asDouble()).isEqualTo(9);
        assertThat(first.get("worst").asDouble()).isEqualTo(10);
        assertThat(recovery.at("/seconds/all_partitions/worst").asDouble()).isEqualTo(10.5);
        assertThat(recovery.at("/seconds/program/p90").asDouble()).isEqualTo(1);
        assertThat(recovery.at("/kills/2/parts/first_commit").asDouble()).isEqualTo(2);
        assertThat(Reports.text(result))
                .contains("Recovery, 10 kills of the processor, 2 instances, 1 standby(s) at 5,000/s")
                .anyMatch(line -> line.matches(" *first entry +5.50 +9.00 +10.00"))
                .anyMatch(line -> line.matches(" *program +1.00 +1.00 +1.00"));
        assertThat(Files.readString(folder.resolve(Reports.HTML)))
                .contains("<svg", "5.50 s", "the worst of 10", "first commit", "kill -9")
                .doesNotContain("NaN");
    }

    @Test
    void shouldWriteAPageThatNeedsNothingButItself() throws IOException {
        written(result(
                new RunPlan.Mode.Drain(1000),
                List.of(new RunResult.Round(
                        backlog(1), List.of(drain("drawdown", 1, 2), drain("plain", 1, 4)), null, null))));

        String page = Files.readString(folder.resolve(Reports.HTML));

        assertThat(page)
                .contains("<svg", "Committed events per second", "drawdown", "plain", "What is counted", "450")
                .contains("Not made.")
                .doesNotContain("http://", "https://", "src=", "<script", "NaN", "Infinity");
        assertThat(page).contains("&lt;script&gt;uniform");
    }

    @Test
    void shouldFindTheMiddleAndTheEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Quantiles.of(List.of(2.0))).isEqualTo(new Quantiles(2, 2, 2));
        assertThat(Quantiles.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Quantiles(2, 3, 3));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode written(RunResult result) throws IOException {
        Reports.write(result, folder);
        return new ObjectMapper().readTree(folder.resolve(Reports.JSON).toFile());
    }

    private static RunResult result(RunPlan.Mode mode, List<RunResult.Round> rounds) {
        return result(TRAFFIC, mode, rounds);
    }

    private static RunResult result(TrafficPlan traffic, RunPlan.Mode mode, List<RunResult.Round> rounds) {
        RunPlan plan = new RunPlan(
                traffic,
                mode,
                rounds.size(),
                4,
                null,
                Map.of("drawdown.commit.interval", "1s", "drawdown.registry.password", "sesame"),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofMinutes(1),
                false,
                Path.of("none"));
        return new RunResult(plan, Instant.parse("2026-03-10T12:00:00Z"), 3.5, rounds, null);
    }

    private static Backlog backlog(int round) {
        return new Backlog(round, TRAFFIC.distributions().getFirst(), new TrafficCounts());
    }

    private static DrainResult drain(String system, int round, int seconds) {
        return drain(system, backlog(round), seconds);
    }

    private static DrainResult drain(String system, Backlog backlog, int seconds) {
        Timeline timeline = new Timeline();
        timeline.add(0, 100);
        timeline.add(seconds * 1_000_000_000L, 1000);
        return new DrainResult(
                system,
                backlog,
                1000,
                true,
                1.5,
                timeline,
                Map.of("system", 9_000_000L, "load", 900_000L),
                new GcLog.Summary(1, 2, 2, 100));
    }
}
