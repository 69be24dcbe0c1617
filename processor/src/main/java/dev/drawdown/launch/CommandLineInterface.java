package dev.drawdown.launch;

import dev.drawdown.config.ConfigException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drawdown} and its commands. */
@Command(
        name = "drawdown",
        description = "A prepaid-wallet debit processor on Kafka Streams.%n",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineInterface.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "drawdown COMMAND --help says more about one. Settings: processor/SETTINGS.md.",
            "./drawdown loadtest --help is about the load test, ./drawdown format formats the sources;"
                    + " DRAWDOWN_JAVA_OPTS are options for the JVM."
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            ReconcileCommand.class,
            EncodeCommand.class,
            DecodeCommand.class
        })
public final class CommandLineInterface implements Runnable {
    static final int FAILED = 1;
    static final int CALLED_WRONGLY = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private CommandLineInterface() {}

    /** Runs what the arguments ask for, and returns the process's exit code. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CommandLineInterface())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command.getErr()));
    }

    private static int fail(Exception failure, PrintWriter err) {
        switch (failure) {
            case ConfigException impossible -> {
                impossible.problems().forEach(problem -> err.println("drawdown: " + problem));
                err.println("drawdown: every setting is explained in processor/SETTINGS.md");
                return CALLED_WRONGLY;
            }
            case CommandFailure said -> {
                String.valueOf(said.getMessage()).lines().forEach(line -> err.println("drawdown: " + line));
                LoggerFactory.getLogger(CommandLineInterface.class).debug("The failure", said);
            }
            default -> {
                err.println("drawdown: failed unexpectedly; this is a bug, please report it");
                failure.printStackTrace(err);
            }
        }
        return FAILED;
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Reads the version out of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineInterface.class.getPackage().getImplementationVersion();
            return new String[] {"drawdown " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
