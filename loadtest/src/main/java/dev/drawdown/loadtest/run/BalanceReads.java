package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads wallets over HTTP at a fixed rate while inputs come, any wallet as likely as another, and takes the time of each read
 * from when it should have been made: one that has to wait for others counts as slow, too.
 *
 * <p>A few clients take turns, each with a connection that it keeps, and block: a client that does not would take more of the
 * cores that all share here than the reads themselves.
 */
final class BalanceReads implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int ANSWER_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 100;
    private static final int OK = 200;

    private final Installation.Api api;
    private final TrafficPlan traffic;
    private final Metronome metronome;
    private final Latencies latencies = new Latencies();
    private final AtomicLong beats = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile long measuredFromNanos = Long.MAX_VALUE;
    private volatile boolean stopping;

    /** Begins; nothing is measured yet. */
    BalanceReads(Installation.Api api, int perSecond, TrafficPlan traffic) {
        this.api = api;
        this.traffic = traffic;
        this.metronome = new Metronome(System.nanoTime(), perSecond);
        for (int i = 0; i < CLIENTS; i++) {
            long seed = traffic.seed() + i;
            clients.add(Thread.ofPlatform().name("reader-" + i).start(() -> read(new SplittableRandom(seed))));
        }
    }

    /** Waits until the API answers, which is some seconds after the start of its process. */
    static void awaitAnswer(Installation.Api api, TrafficPlan traffic, Child processor) {
        while (!isAnswered(api, traffic.walletId(0))) {
            processor.requireAlive();
            Pause.millis(LOOK_MILLIS);
        }
    }

    /** Reads that should be made earlier do not count. */
    void measureFrom(long nanos) {
        measuredFromNanos = nanos;
    }

    private void read(SplittableRandom random) {
        for (long beat = beats.getAndIncrement();
                !stopping && metronome.await(beat, () -> stopping);
                beat = beats.getAndIncrement()) {
            boolean answered = isAnswered(api, traffic.walletId(random.nextInt(traffic.wallets())));
            take(answered, metronome.intended(beat));
        }
    }

    private static boolean isAnswered(Installation.Api api, String walletId) {
        try {
            HttpURLConnection call = (HttpURLConnection)
                    api.address().resolve("/v1/wallets/" + walletId).toURL().openConnection();
            call.setConnectTimeout(ANSWER_MILLIS);
            call.setReadTimeout(ANSWER_MILLIS);
            call.setRequestProperty("Authorization", "Bearer " + api.token());
            boolean isWallet = call.getResponseCode() == OK;
            try (InputStream body = isWallet ? call.getInputStream() : call.getErrorStream()) {
                if (body != null) {
                    body.transferTo(OutputStream.nullOutputStream());
                }
            }
            return isWallet;
        } catch (IOException notNow) {
            return false;
        }
    }

    private void take(boolean answered, long due) {
        long measuredFrom = measuredFromNanos;
        if (due < measuredFrom) {
            return;
        }
        if (!answered) {
            unanswered.incrementAndGet();
            return;
        }
        synchronized (latencies) {
            long now = System.nanoTime();
            latencies.add((now - measuredFrom) / 1_000_000_000L, (now - due) / 1_000);
        }
    }

    /**
     * Makes no more, waits for those under way, and returns how long all of them took. What should have been made by now and
     * was not, as all clients still waited for their answers, has not been answered.
     */
    ReadResult end() {
        long due = metronome.beatsUntil(System.nanoTime());
        long notBegun = Math.max(0, due - beats.get());
        close();
        return new ReadResult(metronome.perSecond(), latencies, unanswered.get() + notBegun);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadtestFailure("Interrupted while reading balances");
        }
    }
}
