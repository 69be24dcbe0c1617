package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A system under test over all rounds.
 *
 * @param ratio how much faster the processor was, round by round on the same events
 * @param cpuMicros per event, by process
 */
public record SystemFigures(
        String name, Spread eventsPerSecond, Spread ratio, Map<String, Spread> cpuMicros, List<DrainResult> rounds) {
    /** The processor itself. */
    public static final String PROCESSOR = "drawdown";

    /** The processes whose CPU time is told. */
    static final List<String> PROCESSES = List.of("system", "broker", "load");

    public SystemFigures {
        rounds = List.copyOf(rounds);
    }

    /** Those of a run, the processor first; none where nothing was drained. */
    static List<SystemFigures> of(RunResult result) {
        Map<String, List<DrainResult>> bySystem = new LinkedHashMap<>();
        Map<Integer, Double> processorRates = new LinkedHashMap<>();
        bySystem.put(PROCESSOR, new ArrayList<>());
        for (RunResult.Round round : result.rounds()) {
            for (DrainResult drain : round.drains()) {
                bySystem.computeIfAbsent(drain.system(), name -> new ArrayList<>())
                        .add(drain);
                if (drain.system().equals(PROCESSOR)) {
                    processorRates.put(drain.round(), drain.eventsPerSecond());
                }
            }
        }
        List<SystemFigures> figures = new ArrayList<>();
        bySystem.forEach((name, drains) -> {
            if (!drains.isEmpty()) {
                figures.add(of(name, drains, processorRates));
            }
        });
        return figures;
    }

    private static SystemFigures of(String name, List<DrainResult> drains, Map<Integer, Double> processorRates) {
        List<Double> rates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (DrainResult drain : drains) {
            rates.add(drain.eventsPerSecond());
            ratios.add(processorRates.getOrDefault(drain.round(), 0.0) / Math.max(1e-9, drain.eventsPerSecond()));
        }
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
        return new SystemFigures(name, Spread.of(rates), Spread.of(ratios), cpu, drains);
    }
}
