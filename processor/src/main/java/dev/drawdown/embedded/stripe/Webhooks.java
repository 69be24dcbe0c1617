package dev.drawdown.embedded.stripe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells endpoints what has happened: at least once, in no order, again and again while they do not answer well. */
final class Webhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 32;

    private final Account account;
    private final HttpClient http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);

    Webhooks(Account account) {
        this.account = account;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /** Sends what is due and not on its way already. */
    void sendDue() {
        for (Delivery delivery : account.dueDeliveries()) {
            if (underWay.add(delivery.id())) {
                workers.execute(() -> send(delivery));
            }
        }
    }

    private void send(Delivery delivery) {
        places.acquireUninterruptibly();
        try {
            account.delivered(delivery.id(), isTaken(delivery));
        } finally {
            places.release();
            underWay.remove(delivery.id());
        }
    }

    private boolean isTaken(Delivery delivery) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(delivery.url()))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("Stripe-Signature", delivery.signature())
                    .header("User-Agent", "Stripe/1.0 (Drawdown's simulator)")
                    .POST(BodyPublishers.ofString(delivery.body()))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | IllegalArgumentException unreachable) {
            log.debug("Nobody takes webhooks at {}", delivery.url(), unreachable);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        http.shutdownNow();
        workers.close();
    }
}
