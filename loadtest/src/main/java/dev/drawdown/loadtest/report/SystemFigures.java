package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system under test over all rounds, as inputs fell on wallets in one way.
 *
 * @param ratio how much faster the processor was, round by round on the same events
 * @param besideFirst how fast it was beside itself under the run's first distribution, round by round; null for that one,
 *     and where it did not move then
 * @param cpuMicros per event, by process
 */
public record SystemFigures(
        String distribution,
        String name,
        Spread eventsPerSecond,
        Spread ratio,
        @Nullable Spread besideFirst,
        Map<String, Spread> cpuMicros,
        List<DrainResult> rounds) {
    /** The processor itself. */
    public static final String PROCESSOR = "drawdown";

    /** The processes whose CPU time is told. */
    static final List<String> PROCESSES = List.of("system", "broker", "load");

    private static final double NEXT_TO_NOTHING = 1e-9;

    public SystemFigures {
        rounds = List.copyOf(rounds);
    }

    boolean isProcessor() {
        return name.equals(PROCESSOR);
    }

    /** Those of a run, by its distributions, the processor first; none where nothing was drained. */
    static List<SystemFigures> of(RunResult result) {
        List<DrainResult> all = result.rounds().stream()
                .flatMap(round -> round.drains().stream())
                .toList();
        List<String> distributions = result.plan().traffic().distributions();
        String first = distributions.getFirst();
        List<SystemFigures> figures = new ArrayList<>();
        for (String distribution : distributions) {
            Map<Integer, Double> processor = rates(all, distribution, PROCESSOR);
            for (String name : names(all)) {
                List<DrainResult> drains = of(all, distribution, name);
                Map<Integer, Double> usual = distribution.equals(first) ? Map.of() : rates(all, first, name);
                if (!drains.isEmpty()) {
                    figures.add(new SystemFigures(
                            distribution,
                            name,
                            Spread.of(drains.stream()
                                    .map(DrainResult::eventsPerSecond)
                                    .toList()),
                            Spread.of(drains.stream()
                                    .map(drain -> beside(processor, drain))
                                    .toList()),
                            usual.containsValue(0.0) || usual.isEmpty()
                                    ? null
                                    : Spread.of(drains.stream()
                                            .map(drain -> 1 / Math.max(NEXT_TO_NOTHING, beside(usual, drain)))
                                            .toList()),
                            cpu(drains),
                            drains));
                }
            }
        }
        return figures;
    }

    private static List<String> names(List<DrainResult> all) {
        List<String> names = new ArrayList<>(List.of(PROCESSOR));
        all.stream()
                .map(DrainResult::system)
                .distinct()
                .filter(name -> !name.equals(PROCESSOR))
                .forEach(names::add);
        return names;
    }

    private static List<DrainResult> of(List<DrainResult> all, String distribution, String name) {
        return all.stream()
                .filter(drain -> drain.system().equals(name)
                        && drain.backlog().distribution().equals(distribution))
                .toList();
    }

    private static Map<Integer, Double> rates(List<DrainResult> all, String distribution, String name) {
        Map<Integer, Double> rates = new HashMap<>();
        of(all, distribution, name).forEach(drain -> rates.put(drain.backlog().round(), drain.eventsPerSecond()));
        return rates;
    }

    /** How often the rate of one goes into that of others in the same round. */
    private static double beside(Map<Integer, Double> others, DrainResult drain) {
        return others.getOrDefault(drain.backlog().round(), 0.0) / Math.max(NEXT_TO_NOTHING, drain.eventsPerSecond());
    }

    private static Map<String, Spread> cpu(List<DrainResult> drains) {
        Map<String, Spread> cpu = new LinkedHashMap<>();
        for (String process : PROCESSES) {
            if (drains.getFirst().cpuNanos().containsKey(process)) {
                cpu.put(
                        process,
                        Spread.of(drains.stream()
                                .map(drain -> drain.cpuMicrosPerEvent(process))
                                .toList()));
            }
        }
        return cpu;
    }
}
