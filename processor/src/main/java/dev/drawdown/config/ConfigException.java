package dev.drawdown.config;

import java.util.List;

/** Says everything that is wrong with the settings, one line each, naming the setting. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
