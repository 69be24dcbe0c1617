package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drawdown run}: one instance against a real cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run an instance against a Kafka cluster. Any number of them share the work.",
            "The topics must be there: see `drawdown topics create`. Ctrl-C or SIGTERM ends it cleanly.%n"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    /** Beyond what stopping may take: for what comes after it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Mixin
    private final ConfigOption settings = new ConfigOption();

    @Option(
            names = "--roles",
            paramLabel = "ROLE,...",
            description = "What this instance does: engine, payments, views, api (notify is not available yet).")
    private @Nullable String roles;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        if (roles != null) {
            options.put(Setting.ROLES.key(), roles);
        }
        DrawdownConfig config = settings.read(options);
        if (!config.changed().isEmpty()) {
            log.info("Settings: {}", config.changed());
        }
        try (UntilStopped until = new UntilStopped(config.shutdownTimeout().plus(MARGIN));
                Service service = Service.start(config)) {
            log.info("Health and metrics at http://{}:{}", config.http().bindAddress(), service.httpPort());
            until.await();
            log.info("Stopping");
        }
        return 0;
    }
}
