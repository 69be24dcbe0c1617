package dev.drawdown.loadtest.traffic;

import java.util.List;
import java.util.Locale;

/**
 * What is sent; the same plan is the same traffic.
 *
 * @param name in front of all ids, so that another run on the same topics has other ones
 * @param distributions how inputs fall on wallets, one after the other
 * @param duplicates of all inputs, the share that has been sent before
 * @param garbage of all inputs, the share that is of no use
 */
public record TrafficPlan(
        String name, long seed, int wallets, List<String> distributions, Mix mix, double duplicates, double garbage) {

    public TrafficPlan {
        distributions = List.copyOf(distributions);
    }

    /** The id of one of the wallets. */
    public String walletId(int number) {
        return name + "-w" + number;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d wallets, %s, seed %d, %.2f %% duplicates, %.2f %% garbage",
                wallets,
                String.join(" and ", distributions),
                seed,
                100 * duplicates,
                100 * garbage);
    }
}
