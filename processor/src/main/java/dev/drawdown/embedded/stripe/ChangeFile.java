package dev.drawdown.embedded.stripe;

import dev.drawdown.embedded.stripe.ObjectStore.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file of changes, one a line: what {@link #append} has returned from survives a kill of the process.
 *
 * <p>It is not synced, as a payment simulator that waits for the disk could not be put under load; what the operating
 * system had not yet written is lost with the machine.
 */
final class ChangeFile implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;
    private FileChannel file;

    private ChangeFile(Path path, FileChannel lock, FileChannel file) {
        this.path = path;
        this.lock = lock;
        this.file = file;
    }

    /** Opens the file, creating it if need be, and hands every change in it to the reader, oldest first. */
    static ChangeFile open(Path path, Consumer<Change> reader) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel lock = lock(path);
            try {
                FileChannel file = channel(path);
                replay(file, path, reader);
                return new ChangeFile(path, lock, file);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Beside the file itself, which is exchanged when it is written anew. */
    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolveSibling(".in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "Expected to be the only user of %s, but another simulator has it open".formatted(path));
        }
        return channel;
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** A kill in the middle of a write leaves a last line without its end; nobody was told of it, so it is cut off. */
    private static void replay(FileChannel file, Path path, Consumer<Change> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                reader.accept(Json.MAPPER.readValue(bytes, start, i - start, Change.class));
                start = i + 1;
            }
        }
        file.truncate(start);
        file.position(start);
    }

    void append(Change change) {
        try {
            write(file, change);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Puts these changes in the place of all that were written so far. */
    void rewrite(List<Change> changes) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            FileChannel next = channel(unfinished);
            for (Change change : changes) {
                write(next, change);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            file.close();
            file = next;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(FileChannel file, Change change) throws IOException {
        // JSON escapes line breaks in strings, so the only one is the record's end.
        byte[] line = (Json.MAPPER.writeValueAsString(change) + '\n').getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public void close() {
        try (lock) {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
