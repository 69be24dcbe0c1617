package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.demo.DemoAddresses;
import dev.drawdown.demo.DemoRun;
import dev.drawdown.demo.ReadyFile;
import dev.drawdown.demo.WarehouseWelcome;
import dev.drawdown.demo.Welcome;
import dev.drawdown.demo.screen.Screen;
import dev.drawdown.demo.screen.Terminal;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drawdown demo}: everything in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Run everything in one process: Kafka broker, schema registry, a simulated Stripe, processor, and live"
                    + " traffic through the public topics. Ctrl-C ends it clean.",
            "With STRIPE_API_KEY set to a test key, Stripe itself takes the simulator's place.",
            "A port of 0 takes any free one.%n"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Option(names = "--http-port", paramLabel = "PORT", description = "The HTTP API, health and metrics.")
    private int httpPort = 8080;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "The Kafka broker.")
    private int kafkaPort = 9092;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "The schema registry.")
    private int registryPort = 8081;

    @Option(names = "--stripe-port", paramLabel = "PORT", description = "The Stripe simulator.")
    private int stripePort = 12111;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep everything here, and go on from it next time; without it, nothing is kept.")
    private @Nullable Path data;

    @Option(names = "--no-traffic", description = "Open no wallets and send no events: a playground of your own.")
    private boolean noTraffic;

    @Option(
            names = "--warehouse",
            description = "Also carry everything into PostgreSQL, by Kafka Connect, as finance will read it.")
    private boolean withWarehouse;

    @Option(names = "--warehouse-port", paramLabel = "PORT", description = "The warehouse's PostgreSQL.")
    private int warehousePort = 15432;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write where everything answers to this file (JSON), as soon as all of it does.")
    private @Nullable Path readyFile;

    @Option(names = "--rate", paramLabel = "N", hidden = true, description = "Events a second.")
    private int eventsPerSecond = DemoRun.USUAL_RATE;

    @Option(names = "--seed", paramLabel = "N", hidden = true, description = "The traffic's seed.")
    private long seed = 1;

    private final Terminal terminal = Terminal.ofStandardOutput(System.getenv());
    private final StartUp startUp = new StartUp(terminal);

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (readyFile != null) {
            ReadyFile.clear(readyFile);
        }
        startUp.ended("JVM", "broker and registry");
        try (UntilStopped until = new UntilStopped(CLOSING);
                DemoStack stack = DemoStack.open(
                        new DemoStack.Ports(httpPort, kafkaPort, registryPort, stripePort), data, System.getenv())) {
            startUp.ended("broker and registry", "topics");
            stack.createTopics();
            startUp.ended("topics", "processor");
            Service service = stack.startService();
            try (DemoRun run = DemoRun.start(surroundings(stack, service), noTraffic ? 0 : eventsPerSecond, seed)) {
                DemoStack.awaitProcessing(service);
                startUp.ended("processor");
                try (WarehouseProcess warehouse =
                        withWarehouse ? WarehouseProcess.start(stack, warehousePort, data) : null) {
                    announce(stack, service, warehouse);
                    show(run, until);
                }
            }
        }
        terminal.print(data == null ? "Ended; nothing is kept." : "Ended; " + data + " has all of it.");
        return 0;
    }

    private void show(DemoRun run, UntilStopped until) throws InterruptedException {
        try (var _ = Screen.show(terminal, run.scoreboard(), CLOCK)) {
            until.await();
        }
        terminal.print("");
        terminal.progress("Ending ...");
    }

    private void announce(DemoStack stack, Service service, @Nullable WarehouseProcess warehouse) throws IOException {
        DemoAddresses addresses = new DemoAddresses(
                stack.bootstrap(),
                stack.registryUrl(),
                "http://localhost:" + service.httpPort(),
                stack.config().stripe().url());
        String kept = data == null ? "" : data.toString();
        Welcome.lines(addresses, startUp.summary(), kept, stack.tokens(), !noTraffic)
                .forEach(terminal::print);
        if (warehouse != null) {
            terminal.progress("Starting the warehouse ...");
            WarehouseWelcome.lines(warehouse.awaitReady()).forEach(terminal::print);
        }
        if (readyFile != null) {
            ReadyFile.write(readyFile, addresses, stack.tokens());
        }
    }

    private static DemoRun.Surroundings surroundings(DemoStack stack, Service service) {
        DrawdownConfig config = stack.config();
        return new DemoRun.Surroundings(
                stack.bootstrap(),
                stack.registryUrl(),
                Topics.withPrefix(config.topics().prefix()),
                config.streams().applicationId(),
                () -> service.metrics().duplicates(),
                new DemoCards(new StripeAccount(config.stripe(), CLOCK).customers()),
                CLOCK);
    }
}
