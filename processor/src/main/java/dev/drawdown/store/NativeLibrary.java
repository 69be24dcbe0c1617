package dev.drawdown.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native library, unpacked once beside the state.
 *
 * <p>Left to itself, RocksDB unpacks it into the temporary folder at every start, which takes time, and removes it at a clean
 * end only: each {@code kill -9} would leave 15 MB behind.
 */
public final class NativeLibrary {
    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String FOLDER = "native";
    private static final String NAME = "rocksdb";

    private NativeLibrary() {}

    /** Loads it, unless that has happened. */
    public static void load(Path stateDir) {
        Path kept = unpacked(stateDir.resolve(FOLDER));
        try {
            if (kept != null) {
                RocksDB.loadLibrary(List.of(kept.toString()));
            }
        } catch (UnsatisfiedLinkError forbidden) {
            log.info(
                    "The library in {} cannot be used, so it is unpacked at each start: {}",
                    kept,
                    forbidden.getMessage());
        }
        RocksDB.loadLibrary();
    }

    /** The folder that it lies in; null where RocksDB knows better, as on a platform whose library has another name. */
    static @Nullable Path unpacked(Path folder) {
        String file = Environment.getJniLibraryFileName(NAME);
        URL packed = RocksDB.class.getClassLoader().getResource(file);
        try {
            if (packed == null || !(packed.openConnection() instanceof JarURLConnection inJar)) {
                return null;
            }
            // Another version's is another file: its checksum is in its folder's name.
            Path home = folder.resolve(Long.toHexString(inJar.getJarEntry().getCrc()));
            if (!Files.exists(home.resolve(file))) {
                unpack(packed, home, file);
            }
            return home;
        } catch (IOException useless) {
            return null;
        }
    }

    /** Whoever looks sees all of it or nothing, even where this process is killed now. */
    private static void unpack(URL packed, Path home, String file) throws IOException {
        Files.createDirectories(home);
        Path begun = Files.createTempFile(home, "unpacking-", ".tmp");
        try (InputStream bytes = packed.openStream()) {
            Files.copy(bytes, begun, StandardCopyOption.REPLACE_EXISTING);
            Files.move(begun, home.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(begun);
        }
    }
}
