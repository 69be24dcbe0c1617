package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Setting;
import dev.drawdown.topics.Difference;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drawdown topics}: the topics and schemas of an installation. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Make or check the topics of an installation, and their schemas.%n",
        commandListHeading = "%nCommands:%n")
final class TopicsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Make the topics that are missing and register the schemas. What is there stays as it is.%n")
    int create(
            @Mixin ConfigOption settings,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            description = "Partitions of each (default: drawdown.topics.partitions, or 12).")
                    @Nullable
                    String partitions,
            @Option(
                            names = "--replication",
                            paramLabel = "N",
                            description = "Replication factor (default: drawdown.topics.replication, or the broker's).")
                    @Nullable
                    String replication) {
        Map<String, String> options = new HashMap<>();
        put(options, Setting.TOPICS_PARTITIONS, partitions);
        put(options, Setting.TOPICS_REPLICATION, replication);
        DrawdownConfig config = settings.read(options);
        try (Cluster cluster = Cluster.connect(config)) {
            List<String> created = cluster.createTopics(
                    config.topics().partitions(), config.topics().replication());
            created.forEach(topic -> out().println("created " + topic));
            out().println(created.isEmpty() ? "All topics were there already." : created.size() + " topics created.");
            return report(cluster.differences());
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Say how topics and schemas differ from what they must be; exit code 1 if they do.%n")
    int check(@Mixin ConfigOption settings) {
        try (Cluster cluster = Cluster.connect(settings.read(Map.of()))) {
            return report(cluster.differences());
        }
    }

    private int report(List<Difference> differences) {
        differences.forEach(difference -> out().println(difference));
        if (differences.isEmpty()) {
            out().println("Topics and schemas are as they must be.");
            return 0;
        }
        return CommandLineInterface.FAILED;
    }

    private static void put(Map<String, String> options, Setting setting, @Nullable String value) {
        if (value != null) {
            options.put(setting.key(), value);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
