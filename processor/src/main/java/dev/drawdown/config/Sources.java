package dev.drawdown.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources of settings over one another and fills in {@code ${NAME}} from the environment.
 *
 * <p>What the environment says itself is taken as it is: whoever writes there has filled in all there is to fill in, and a
 * password may have any character.
 */
final class Sources {
    private static final int VARIABLES = 50;
    private static final int FILE = 100;
    private static final int ENVIRONMENT = 200;
    private static final int COMMAND_LINE = 300;

    private Sources() {}

    static Map<String, String> merge(
            @Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        Map<String, String> ofFile = file == null ? Map.of() : read(file);
        Map<String, String> ofEnvironment = EnvironmentKeys.settings(environment);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(asTheyAre(environment), "variables", VARIABLES),
                        new PropertiesConfigSource(ofFile, "file", FILE),
                        new PropertiesConfigSource(ofEnvironment, "environment", ENVIRONMENT),
                        new PropertiesConfigSource(commandLine, "command line", COMMAND_LINE))
                .build();

        Set<String> keys = new TreeSet<>(ofFile.keySet());
        keys.addAll(ofEnvironment.keySet());
        keys.addAll(commandLine.keySet());
        Map<String, String> values = new TreeMap<>(ofEnvironment);
        values.keySet().removeAll(commandLine.keySet());
        keys.removeAll(values.keySet());
        values.putAll(filledIn(config, keys));
        return values;
    }

    /** What a variable holds is not filled in again. */
    private static Map<String, String> asTheyAre(Map<String, String> environment) {
        Map<String, String> escaped = new TreeMap<>(environment);
        escaped.replaceAll((_, value) -> value.replace("$", "\\$"));
        return escaped;
    }

    private static Map<String, String> filledIn(SmallRyeConfig config, Set<String> keys) {
        Map<String, String> values = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String key : keys) {
            ConfigValue found = config.getConfigValue(key);
            String value = found.getValue();
            if (value == null && found.hasProblems()) {
                problems.add(
                        key + ": Expected every ${NAME} in it to be in the environment or the file, but one is not");
            }
            values.put(key, value == null ? "" : value);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return values;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of("Expected a properties file at " + file + ", but there is none"));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(List.of("Expected a properties file at " + file + ", but " + e.getMessage()));
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
