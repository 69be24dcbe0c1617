package dev.drawdown.loadtest.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@code kill -9} under load, and how long it took until its partitions went on.
 *
 * @param victim who was killed
 * @param partitions how many of the ledger's partitions had to wait for it
 * @param firstSeconds from the kill to the first entry, in any of these partitions, that was committed after it and that an
 *     ordinary reader has in hand
 * @param allSeconds until each of them had one
 * @param parts what the time until the first was spent on, in order, as far as it can be told
 */
public record Kill(
        int number, String victim, int partitions, double firstSeconds, double allSeconds, Map<String, Double> parts) {
    public Kill {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
