package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads wallets over HTTP at a fixed rate while inputs come, any wallet as likely as another, and takes the time of each read
 * from when it should have been made: one that has to wait for others counts as slow, too.
 */
final class BalanceReads implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 100;
    private static final long NAP_NANOS = 200_000;
    private static final int OK = 200;

    private final Installation.Api api;
    private final int perSecond;
    private final TrafficPlan traffic;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Latencies latencies = new Latencies();
    private final AtomicLong unanswered = new AtomicLong();
    private final Thread reader;
    private volatile boolean stopping;

    /**
     * Begins.
     *
     * @param startNanos when the first should be made
     * @param measuredFromNanos reads that should be made earlier do not count
     */
    BalanceReads(Installation.Api api, int perSecond, TrafficPlan traffic, long startNanos, long measuredFromNanos) {
        this.api = api;
        this.perSecond = perSecond;
        this.traffic = traffic;
        reader = Thread.ofPlatform().name("reader").start(() -> read(startNanos, measuredFromNanos));
    }

    /** Waits until the API answers, which is some seconds after the start of its process. */
    static void awaitAnswer(Installation.Api api, TrafficPlan traffic, Child processor) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isAnswered(client, request(api, traffic.walletId(0)))) {
                processor.requireAlive();
                Pause.millis(LOOK_MILLIS);
            }
        }
    }

    private static boolean isAnswered(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadtestFailure("Interrupted while waiting for the API");
        }
    }

    private void read(long startNanos, long measuredFromNanos) {
        SplittableRandom random = new SplittableRandom(traffic.seed());
        for (long number = 0; !stopping; number++) {
            long due = startNanos + number * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due && !stopping) {
                LockSupport.parkNanos(Math.min(NAP_NANOS, due - System.nanoTime()));
            }
            HttpRequest request = request(api, traffic.walletId(random.nextInt(traffic.wallets())));
            var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, _) -> take(answer, due, measuredFromNanos));
        }
    }

    private static HttpRequest request(Installation.Api api, String walletId) {
        return HttpRequest.newBuilder(api.address().resolve("/v1/wallets/" + walletId))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + api.token())
                .build();
    }

    private void take(@Nullable HttpResponse<Void> answer, long due, long measuredFromNanos) {
        if (due < measuredFromNanos) {
            return;
        }
        if (answer == null || answer.statusCode() != OK) {
            unanswered.incrementAndGet();
            return;
        }
        synchronized (latencies) {
            long now = System.nanoTime();
            latencies.add((now - measuredFromNanos) / 1_000_000_000L, (now - due) / 1_000);
        }
    }

    /** Makes no more, waits for those under way, and returns how long all of them took. */
    ReadResult end() {
        close();
        return new ReadResult(perSecond, latencies, unanswered.get());
    }

    @Override
    public void close() {
        stopping = true;
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
