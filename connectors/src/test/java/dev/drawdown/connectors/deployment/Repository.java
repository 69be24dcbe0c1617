package dev.drawdown.connectors.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The files of this repository, as a deployment finds them. */
final class Repository {
    /** Tests run in their module's folder. */
    static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private Repository() {}

    static Path file(String path) {
        return ROOT.resolve(path).normalize();
    }

    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Tree yaml(String path) {
        return new Tree(new Yaml().load(text(path)));
    }

    /** Returns the first group of the only place where the pattern is found. */
    static String found(String path, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text(path));
        if (!matcher.find()) {
            throw new AssertionError("Expected " + pattern + " in " + path + ", but it is not there");
        }
        return matcher.group(1);
    }
}
