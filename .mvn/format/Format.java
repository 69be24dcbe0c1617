import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies the house's Java format, in the JDK that compiles the code.
 *
 * <p>A Maven plugin would run the formatter in Maven's own JVM, and that may be a JDK 17, which cannot parse what we
 * write. Usage: {@code java Format.java check|apply FOLDER...}
 */
public final class Format {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());
    private final boolean apply;

    private Format(boolean apply) {
        this.apply = apply;
    }

    public static void main(String[] args) throws IOException {
        Format format = new Format(args[0].equals("apply"));
        List<Path> sources = sourcesIn(Stream.of(args).skip(1).map(Path::of).toList());
        List<Path> differing =
                sources.parallelStream().filter(format::differs).sorted().toList();
        if (differing.isEmpty() || format.apply) {
            System.out.printf("Format: %d Java files, %d changed%n", sources.size(), differing.size());
            return;
        }
        differing.forEach(path -> System.err.println("Not formatted: " + path));
        System.err.printf("Expected %d Java files in the house's format: ./drawdown format%n", differing.size());
        System.exit(1);
    }

    private static List<Path> sourcesIn(List<Path> roots) throws IOException {
        try (Stream<Path> found = roots.stream().flatMap(Format::walk)) {
            return found.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> !path.toString().contains("/node_modules/"))
                    .toList();
        }
    }

    private static Stream<Path> walk(Path root) {
        try {
            return Files.walk(root);
        } catch (IOException e) {
            throw new IllegalStateException("Expected to read " + root + ", but " + e.getMessage(), e);
        }
    }

    private boolean differs(Path path) {
        try {
            String before = Files.readString(path);
            String after = formatter.formatSourceAndFixImports(before);
            if (before.equals(after)) {
                return false;
            }
            if (apply) {
                Files.writeString(path, after);
            }
            return true;
        } catch (FormatterException | IOException e) {
            System.err.println("Not parsed: " + path + ": " + e.getMessage());
            return true;
        }
    }
}
