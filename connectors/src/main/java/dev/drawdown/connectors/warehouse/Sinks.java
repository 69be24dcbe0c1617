package dev.drawdown.connectors.warehouse;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configurations of the sinks into PostgreSQL, as they lie in {@code connectors/sinks/postgres}. */
public final class Sinks {
    /** The files, in the order of what the warehouse is for. */
    public static final List<String> FILES =
            List.of("ledger.json", "balances.json", "alerts.json", "payment-requests.json", "commands.json");

    private static final String FOLDER = "/dev/drawdown/connectors/sinks/postgres/";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> SETTINGS = new TypeReference<>() {};

    private Sinks() {}

    /** Returns the configuration in {@code file}, with variables filled in from {@code environment}. */
    public static Map<String, String> read(String file, Map<String, String> environment) {
        Map<String, String> settings = read(file);
        settings.replaceAll((_, value) -> fillIn(value, environment));
        return settings;
    }

    /** Returns the configuration in {@code file} as it stands. */
    static Map<String, String> read(String file) {
        try (InputStream in = Sinks.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalArgumentException("Expected one of " + FILES + ", but it is " + file);
            }
            return JSON.readValue(in, SETTINGS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String fillIn(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value).replaceAll(variable -> {
            String filled = environment.get(variable.group(1));
            if (filled == null) {
                throw new IllegalArgumentException(
                        "Expected a value for " + variable.group(1) + ", but there is none; set it");
            }
            return Matcher.quoteReplacement(filled);
        });
    }
}
