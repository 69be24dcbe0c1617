package dev.drawdown.api.jwt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key set in a file. */
record KeyFile(Path file) implements KeySource {
    @Override
    public String read() throws IOException {
        return Files.readString(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
