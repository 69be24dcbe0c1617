package dev.drawdown.postgres;

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

/** PostgreSQL's programs as they lie on the class path: packed, one archive for this kind of machine. */
final class ProgramArchive {
    private static final int OWNER_MAY_RUN = 0100;
    /** Written last, so that an unpacking that was broken off is begun anew. */
    private static final String COMPLETE = "complete";

    private ProgramArchive() {}

    /** Unpacks the programs into {@code directory}, unless they are there. */
    static void unpackInto(Path directory) {
        if (Files.exists(directory.resolve(COMPLETE))) {
            return;
        }
        String name = "/postgres-" + system() + "-" + processor() + ".txz";
        try (InputStream packed = ProgramArchive.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new PostgresUnavailableException("Expected PostgreSQL's programs for this machine, but " + name
                        + " is not on the class path; they come for Linux and macOS on x86_64 and arm64");
            }
            Files.createDirectories(directory);
            unpack(new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed))), directory);
            Files.createFile(directory.resolve(COMPLETE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static void unpack(TarArchiveInputStream tar, Path directory) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory)) {
                throw new IOException("Expected an entry below " + directory + ", but it is " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                write(entry, tar, target);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path folder = target.getParent();
        Files.createDirectories(folder == null ? target : folder);
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        // For all to read, since root has another user run them.
        String rights = (entry.getMode() & OWNER_MAY_RUN) == 0 ? "rw-r--r--" : "rwxr-xr-x";
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
    }
}
