package dev.drawdown.embedded.stripe;

import com.sun.net.httpserver.HttpServer;
import dev.drawdown.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Stripe account in this process, on a real port, for Stripe's own client libraries. */
public final class StripeSimulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StripeSimulator.class);
    private static final String HOST = "127.0.0.1";
    private static final String FILE_NAME = "account.jsonl";
    private static final int GRACE_SECONDS = 1;
    private static final long TICK_MILLIS = 100;

    static {
        // The JDK's server sends head and body in two packets; without this the second waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Account account;
    private final Faults faults = new Faults();
    private final StripeHandler handler;
    private final Webhooks webhooks;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stripe-simulator").daemon().factory());

    private StripeSimulator(Account account, HttpServer server) {
        this.account = account;
        this.server = server;
        this.handler = new StripeHandler(account, faults, routes());
        this.webhooks = new Webhooks(account);
    }

    static RouteTable<ApiRoute> routes() {
        RouteTable<ApiRoute> routes = new RouteTable<>();
        Customers.addTo(routes);
        PaymentMethods.addTo(routes);
        SetupIntents.addTo(routes);
        PaymentIntents.addTo(routes);
        Charges.addTo(routes);
        Refunds.addTo(routes);
        Disputes.addTo(routes);
        Invoices.addTo(routes);
        InvoiceItems.addTo(routes);
        PortalSessions.addTo(routes);
        Events.addTo(routes);
        WebhookEndpoints.addTo(routes);
        return routes;
    }

    /** Starts a simulator on any free port, with nothing in it; what comes in is gone with {@link #close}. */
    public static StripeSimulator openTemporary(Clock clock) {
        return open(null, 0, clock, new SecureRandom());
    }

    /**
     * Starts the simulator on what the directory holds, empty if it holds nothing.
     *
     * @param dataDirectory null to keep nothing
     * @param port 0 for any free one
     * @param clock by which keys expire, debits settle and webhooks are tried again
     * @throws dev.drawdown.embedded.PortTakenException if another program has the port
     */
    public static StripeSimulator open(@Nullable Path dataDirectory, int port, Clock clock, RandomGenerator random) {
        FreePort.require(port, "--stripe-port");
        Path file = dataDirectory == null ? null : dataDirectory.resolve(FILE_NAME);
        Account account = new Account(file, clock, random);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 0);
            StripeSimulator simulator = new StripeSimulator(account, server);
            simulator.start();
            return simulator;
        } catch (IOException failure) {
            account.close();
            throw new UncheckedIOException(failure);
        }
    }

    private void start() {
        account.servedAt(url());
        server.setExecutor(workers);
        server.createContext("/", handler);
        server.createContext(Control.PATH, new Control(account, faults));
        server.start();
        var _ = ticker.scheduleWithFixedDelay(this::tickOrLog, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tickOrLog() {
        try {
            tick();
        } catch (RuntimeException bug) {
            // Thrown on, it would end the ticking for good.
            log.error("Could not do what is due", bug);
        }
    }

    /** Does at once what the clock says is due; it happens by itself ten times a second, too. */
    public void tick() {
        account.doWhatIsDue();
        webhooks.sendDue();
    }

    /** What a client takes as the API's base address. */
    public String url() {
        return "http://%s:%d".formatted(HOST, port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Makes calls go wrong.
     *
     * @param call method and path; {@code *} stands for one part of the path
     * @param times how many of the next such calls it strikes
     * @param time how long it takes, where it takes time
     */
    public void provoke(Fault fault, String call, int times, Duration time) {
        faults.add(fault, call, 0, times, time);
    }

    /**
     * Tells an address of everything that happens from now on, and of what could not be told to it before.
     *
     * @return the secret that signs what it is told, the same for every address on the same directory
     */
    public String tell(String url) {
        return account.touch(session -> WebhookEndpoints.register(session, url));
    }

    @Override
    public void close() {
        handler.close();
        ticker.shutdownNow();
        server.stop(GRACE_SECONDS);
        workers.close();
        webhooks.close();
        ticker.close();
        account.close();
    }
}
