package dev.drawdown.loadtest.traffic;

import java.util.Locale;

/**
 * What is sent; the same plan is the same traffic.
 *
 * @param name in front of all ids, so that another run on the same topics has other ones
 * @param duplicates of all inputs, the share that has been sent before
 * @param garbage of all inputs, the share that is of no use
 */
public record TrafficPlan(
        String name, long seed, int wallets, String distribution, Mix mix, double duplicates, double garbage) {

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
                distribution,
                seed,
                100 * duplicates,
                100 * garbage);
    }
}
