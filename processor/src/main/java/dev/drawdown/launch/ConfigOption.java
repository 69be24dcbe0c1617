package dev.drawdown.launch;

import ch.qos.logback.classic.Level;
import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** {@code --config}, for every command that reads settings. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with settings; the environment (DRAWDOWN_...) wins over it.")
    private @Nullable Path file;

    /** Returns the settings of the file, the environment and, above both, {@code commandLine}. */
    DrawdownConfig read(Map<String, String> commandLine) {
        DrawdownConfig config = ConfigReader.read(file, System.getenv(), commandLine);
        if (LoggerFactory.getLogger("dev.drawdown") instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.toLevel(config.logLevel()));
        }
        return config;
    }
}
