package dev.drawdown.loadtest.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts programs in JVMs of their own.
 *
 * @param jvmOptions those that the launcher gives to the program
 */
public record Program(List<String> jvmOptions, String classPath) {
    /** The product's command line. */
    public static final String DRAWDOWN = "dev.drawdown.Drawdown";

    public Program {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The product, as the launcher starts it. */
    public static Program asLaunched() {
        Program plain = new Program(options(), System.getProperty("drawdown.program.class.path", ownClassPath()));
        String cache = System.getProperty("drawdown.program.cache", "");
        return !cache.isEmpty() && Files.exists(Path.of(cache))
                ? plain.with(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"))
                : plain;
    }

    /** Programs of our own, such as the peers. */
    public static Program ofOurs() {
        return new Program(options(), ownClassPath());
    }

    private static List<String> options() {
        return words(System.getProperty("drawdown.jvm.options", "--enable-native-access=ALL-UNNAMED"));
    }

    private static String ownClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Splits options at their blanks. */
    public static List<String> words(String options) {
        return Arrays.stream(options.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The same with more options, which win. */
    public Program with(List<String> moreJvmOptions) {
        List<String> all = new ArrayList<>(jvmOptions);
        // Two collectors would be one too many.
        if (moreJvmOptions.stream().anyMatch(Program::isCollector)) {
            all.removeIf(Program::isCollector);
        }
        all.addAll(moreJvmOptions);
        return new Program(all, classPath);
    }

    private static boolean isCollector(String option) {
        return option.matches("-XX:\\+Use.*GC");
    }

    /** Starts a main class; what it says goes to the log. */
    public Child start(String name, Path log, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        File file = log.toFile();
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
            // Settings of another installation, which would win over those of this run.
            builder.environment().keySet().removeIf(variable -> variable.startsWith("DRAWDOWN_"));
            return new Child(name, builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
