package dev.drawdown.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
            "Run everything in one process: Kafka broker, schema registry, processor, and live traffic through the"
                    + " public topics. Ctrl-C ends it clean.",
            "A port of 0 takes any free one.%n"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Option(names = "--http-port", paramLabel = "PORT", description = "Health and metrics.")
    private int httpPort = 8080;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "The Kafka broker.")
    private int kafkaPort = 9092;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "The schema registry.")
    private int registryPort = 8081;

    @Option(names = "--stripe-port", paramLabel = "PORT", description = "The Stripe simulator, which is not there yet.")
    @SuppressWarnings("unused") // Of the contract; its users may name it already.
    private int stripePort = 12111;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep everything here, and go on from it next time; without it, nothing is kept.")
    private @Nullable Path data;

    @Option(names = "--no-traffic", description = "Open no wallets and send no events: a playground of your own.")
    @SuppressWarnings("unused") // There is none yet.
    private boolean noTraffic;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write where everything answers to this file (JSON), as soon as all of it does.")
    private @Nullable Path readyFile;

    @Override
    public Integer call() throws InterruptedException, IOException {
        try (UntilStopped until = new UntilStopped(CLOSING);
                DemoStack stack = DemoStack.start(new DemoStack.Ports(httpPort, kafkaPort, registryPort), data)) {
            Path ready = readyFile;
            if (ready != null) {
                write(ready, stack);
            }
            System.out.println("Drawdown is up: Kafka " + stack.bootstrap() + ", registry " + stack.registryUrl()
                    + ", health and metrics " + stack.httpUrl());
            until.await();
        }
        return 0;
    }

    /** The file appears whole or not at all. */
    private static void write(Path file, DemoStack stack) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bootstrap", stack.bootstrap());
        content.put("registry", stack.registryUrl());
        content.put("console", stack.httpUrl());
        content.put("stripe", null);
        content.put("tokens", Map.of());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        new ObjectMapper().writeValue(unfinished.toFile(), content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
