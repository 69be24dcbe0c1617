package dev.drawdown.loadtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The reports of a run. */
public final class Reports {
    public static final String HTML = "report.html";
    public static final String JSON = "report.json";

    private Reports() {}

    /** For a terminal or a log. */
    public static List<String> text(RunResult result) {
        return TextReport.of(result);
    }

    /** Writes both files. */
    public static void write(RunResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(JSON),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(JsonReport.of(result)) + "\n");
        Files.writeString(folder.resolve(HTML), HtmlReport.of(result));
    }
}
