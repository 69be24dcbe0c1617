package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.measure.Watchtower;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Opens all wallets, as fast as they can be, and waits until each has been answered for. */
final class Opening {
    private static final String ANSWERS = "wallet.outcomes";
    private static final long LOOK_MILLIS = 100;
    private static final int SEND_BETWEEN_LOOKS = 10_000;
    private static final Duration STALLED = Duration.ofMinutes(2);

    private final Watchtower watchtower;
    private final Progress progress;

    Opening(Watchtower watchtower, Progress progress) {
        this.watchtower = watchtower;
        this.progress = progress;
    }

    /** Sends the commands while the processor, which is running, takes them; returns how many seconds it took. */
    double open(Traffic traffic, int wallets, Shipper shipper, Child processor) {
        progress.begin("opening wallets");
        long before = watchtower.committed(ANSWERS);
        long startedAt = System.nanoTime();
        long movedAt = startedAt;
        long last = 0;
        int sent = 0;
        while (true) {
            processor.requireAlive();
            for (int i = 0; i < SEND_BETWEEN_LOOKS && sent < wallets; i++) {
                shipper.send(traffic.opening(sent++, Instant.now()));
            }
            if (sent == wallets) {
                shipper.flush();
            }
            long answered = watchtower.committed(ANSWERS) - before;
            progress.show(Math.min(answered, wallets), wallets, "");
            if (answered > last) {
                last = answered;
                movedAt = System.nanoTime();
            }
            if (answered >= wallets) {
                break;
            }
            if (System.nanoTime() - movedAt > STALLED.toNanos()) {
                throw new LoadtestFailure("Expected " + wallets + " wallets to be opened, but it stays at " + answered
                        + ". The end of " + processor.log() + ":\n" + processor.tail());
            }
            if (sent == wallets) {
                Pause.millis(LOOK_MILLIS);
            }
        }
        progress.end(String.format(Locale.ROOT, "%,d wallets", wallets));
        return (System.nanoTime() - startedAt) / 1e9;
    }
}
