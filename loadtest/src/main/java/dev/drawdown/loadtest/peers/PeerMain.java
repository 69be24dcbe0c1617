package dev.drawdown.loadtest.peers;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs one peer until it is told to stop by SIGTERM. Says {@code READY} on standard output once it takes inputs, and from
 * then on {@code applied N}, the number of inputs committed since the first, four times a second and once more at the end.
 */
@Command(
        name = "peer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Run what Drawdown is measured against.%n")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PeerMain implements Callable<Integer> {
    private static final long TELL_MILLIS = 250;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "pass-through, plain or postgres.")
    private String kind;

    @Option(names = "--bootstrap", required = true, paramLabel = "ADDRESS", description = "The Kafka cluster.")
    private String bootstrap;

    @Option(names = "--registry", required = true, paramLabel = "URL", description = "The schema registry.")
    private String registry;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Where it keeps its state; on a new one it begins with the first input.")
    private Path data;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stream threads (default: 2), or connections to PostgreSQL (default: 8).")
    private int threads;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "0",
            description = "Partitions of its ledger topic (default: those of the inputs).")
    private int partitions;

    @Option(
            names = "--commit-millis",
            paramLabel = "MS",
            defaultValue = "500",
            description =
                    "Commit interval of the stream kinds (default: ${DEFAULT-VALUE}, as Drawdown's with a backlog).")
    private long commitMillis;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Starts the peer that the arguments name. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PeerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try (Peer peer = open(new PeerSettings(
                kind, bootstrap, registry, data.toAbsolutePath(), threads, partitions, commitMillis))) {
            say("READY");
            while (!told.await(TELL_MILLIS, TimeUnit.MILLISECONDS)) {
                say("applied " + peer.applied());
            }
            say("applied " + peer.applied());
        } finally {
            finished.countDown();
        }
        return 0;
    }

    private Peer open(PeerSettings settings) throws InterruptedException {
        return switch (kind) {
            case "pass-through" -> StreamsPeer.open(PassThrough.topology(settings), settings, PassThrough.COMPRESSION);
            case "plain" -> StreamsPeer.open(PlainDebit.topology(settings), settings, PlainDebit.COMPRESSION);
            case "postgres" -> PostgresPeer.open(settings);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "Expected pass-through, plain or postgres, but it is " + kind);
        };
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Holds the process's end back until the peer is closed. */
    private void stop() {
        told.countDown();
        try {
            finished.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
