package dev.drawdown.demo.screen;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** All that there is to show at one moment. */
record Picture(
        Duration uptime,
        Flow flow,
        Incidents incidents,
        SortedMap<String, Long> debitedMicros,
        List<Conservation.Sum> sums,
        long gaps,
        List<Standing> wallets,
        List<News> news) {

    /**
     * How fast it goes.
     *
     * @param perSecond debits in each of the last seconds
     * @param lag inputs not yet processed, or -1 while unknown
     * @param medianMillis from the event to the ledger entry read back, or -1 while unknown
     */
    record Flow(
            double debitsPerSecond, List<Long> perSecond, long debits, long lag, long medianMillis, long p99Millis) {}

    /** What did not simply become a debit. */
    record Incidents(long duplicates, long deadLetters, long heldBack, long refused) {}

    long walletsWithGate(String state) {
        return wallets.stream().filter(wallet -> wallet.gate().equals(state)).count();
    }

    boolean isConserved() {
        return gaps == 0 && sums.stream().allMatch(sum -> sum.differenceMicros() == 0);
    }
}
