package dev.drawdown.launch;

import dev.drawdown.demo.ReadyFile;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.PortTakenException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drawdown broker}: the embedded Kafka broker and registry alone, for development and the load test. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Run the embedded Kafka broker and schema registry alone, without topics, processor or traffic.",
            "Then `drawdown topics create` and `drawdown run` as on any cluster. Ctrl-C ends it clean.",
            "A port of 0 takes any free one.%n"
        })
final class BrokerCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "The Kafka broker.")
    private int kafkaPort = 9092;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "The schema registry.")
    private int registryPort = 8081;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep everything here, and go on from it next time; without it, nothing is kept.")
    private @Nullable Path data;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write where both answer to this file (JSON: bootstrap, registry), as soon as they do.")
    private @Nullable Path readyFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (readyFile != null) {
            ReadyFile.clear(readyFile);
        }
        try (UntilStopped until = new UntilStopped(CLOSING);
                Embedded embedded = open()) {
            announce(embedded);
            until.await();
        }
        return 0;
    }

    private Embedded open() {
        try {
            return Embedded.open(kafkaPort, registryPort, data);
        } catch (PortTakenException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private void announce(Embedded embedded) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Kafka     " + embedded.bootstrap());
        out.println("Registry  " + embedded.registryUrl());
        out.println(data == null ? "Nothing is kept." : "Kept in   " + data);
        if (readyFile != null) {
            Map<String, Object> addresses = new LinkedHashMap<>();
            addresses.put("bootstrap", embedded.bootstrap());
            addresses.put("registry", embedded.registryUrl());
            ReadyFile.write(readyFile, addresses);
        }
    }
}
