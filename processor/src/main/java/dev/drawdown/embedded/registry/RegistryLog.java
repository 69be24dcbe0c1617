package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file of changes: a change that {@link #append} has returned from survives any crash. */
final class RegistryLog implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FileChannel file;

    private RegistryLog(FileChannel file) {
        this.file = file;
    }

    /** Opens the file, creating it if need be, and hands every change in it to the reader, oldest first. */
    static RegistryLog open(Path path, Consumer<RegistryChange> reader) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(file, path);
                replay(file, path, reader);
            } catch (IOException | RuntimeException failure) {
                file.close();
                throw failure;
            }
            return new RegistryLog(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void lock(FileChannel file, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "Expected to be the only user of %s, but another registry has it open".formatted(path));
        }
    }

    /** A crash in the middle of a write leaves a last line without its end; nobody was told of it, so it is cut off. */
    private static void replay(FileChannel file, Path path, Consumer<RegistryChange> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                reader.accept(JSON.readValue(line, RegistryChange.class));
                start = i + 1;
            }
        }
        file.truncate(start);
        file.position(start);
    }

    void append(RegistryChange change) {
        try {
            // JSON escapes line breaks in strings, so the only one is the record's end.
            byte[] line = (JSON.writerFor(RegistryChange.class).writeValueAsString(change) + '\n')
                    .getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
