package dev.drawdown.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells whoever started the demo that all of it answers, and where: a file that appears whole or not at all. */
public final class ReadyFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReadyFile() {}

    /** Removes what an earlier run left behind, so that nobody takes it for ours. */
    public static void clear(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Writes the file. */
    public static void write(Path file, DemoAddresses addresses, Map<String, String> tokens) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bootstrap", addresses.bootstrap());
        content.put("registry", addresses.registry());
        content.put("console", addresses.console());
        content.put("stripe", addresses.stripe());
        content.put("tokens", tokens);
        write(file, content);
    }

    /** Writes a file that tells nothing but this. */
    public static void write(Path file, Map<String, Object> content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        Files.createDirectories(folder == null ? absolute : folder);
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        Files.writeString(unfinished, JSON.writeValueAsString(content) + "\n");
        try {
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
