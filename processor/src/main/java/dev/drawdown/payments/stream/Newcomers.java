package dev.drawdown.payments.stream;

import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.schemas.Owner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes customers of owners that are to be invoiced, aside from the stream and one after the other. Whoever opens one for
 * an owner gets the same, so what is lost with its process, or meets a card that is saved meanwhile, is done again.
 */
final class Newcomers implements CustomerDesk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Newcomers.class);

    /** Beyond these, waiting in memory gains nothing over waiting in the state. */
    private static final int MOST_WAITING = 10_000;

    private final CustomerGateway customers;
    private final OwnerNews news;
    private final InstantSource clock;
    private final Duration stopWithin;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("payments-customers").daemon().factory());

    private final Set<String> underWay = new HashSet<>();

    /**
     * Opens customers from now on.
     *
     * @param stopWithin how long {@link #close} waits for the one under way
     */
    Newcomers(CustomerGateway customers, OwnerNews news, InstantSource clock, Duration stopWithin) {
        this.customers = customers;
        this.news = news;
        this.clock = clock;
        this.stopWithin = stopWithin;
    }

    @Override
    public synchronized void open(Owner owner) {
        if (!worker.isShutdown() && underWay.size() < MOST_WAITING && underWay.add(owner.getOwnerId())) {
            worker.execute(() -> make(owner));
        }
    }

    private void make(Owner owner) {
        try {
            String what = made(owner);
            log.info("{} as a customer: {}", owner.getOwnerId(), what);
        } catch (RuntimeException bug) {
            log.error("{} did not become a customer in a way that nobody has thought of", owner.getOwnerId(), bug);
        } finally {
            synchronized (this) {
                underWay.remove(owner.getOwnerId());
            }
        }
    }

    /** Name and e-mail are said with the invoice, so that one that the provider refuses is an answer to that. */
    private String made(Owner owner) {
        String ownerId = owner.getOwnerId();
        return switch (customers.openCustomer(ownerId, null, null, Map.of("drawdown_owner", ownerId))) {
            case GatewayAnswer.Done<String>(String customerId) -> told(owner, customerId);
            case GatewayAnswer.Refused<String>(String code) -> "refused, " + code;
            case GatewayAnswer.Unavailable<String>(var _, String reason) -> "not yet, " + reason;
        };
    }

    /** A card may have been saved since the owner's record was read: what is there is told, not that there is none. */
    private String told(Owner owner, String customerId) {
        return switch (customers.methods(customerId)) {
            case GatewayAnswer.Done<List<SavedMethod>>(List<SavedMethod> saved) ->
                news.tell("customer/" + customerId, owner, customerId, OwnerNews.known(saved, owner), clock.instant())
                        ? customerId
                        : "not yet, the broker does not answer";
            case GatewayAnswer.Refused<List<SavedMethod>>(String code) -> "refused, " + code;
            case GatewayAnswer.Unavailable<List<SavedMethod>>(var _, String reason) -> "not yet, " + reason;
        };
    }

    @Override
    public void close() {
        synchronized (this) {
            worker.shutdown();
        }
        try {
            if (!worker.awaitTermination(stopWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Not all owners that are to be invoiced are customers yet; the next start goes on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
