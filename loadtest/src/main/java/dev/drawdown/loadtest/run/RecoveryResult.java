package dev.drawdown.loadtest.run;

import java.util.List;
import java.util.Locale;

/** How long it took to recover from each of many kills. */
public record RecoveryResult(RunPlan.Mode.Recovery wish, List<Kill> kills) {
    public RecoveryResult {
        kills = List.copyOf(kills);
    }

    String summary() {
        List<Double> seconds = kills.stream().map(Kill::firstSeconds).sorted().toList();
        return String.format(
                Locale.ROOT,
                "%,d kills, to the first committed entry %.1f s in the middle, %.1f s at worst",
                seconds.size(),
                seconds.get(seconds.size() / 2),
                seconds.getLast());
    }
}
