package dev.drawdown.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
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
    /** What RocksDB packs is named otherwise than what it looks for in a folder. */
    private static final String PACKED = Environment.getJniLibraryFileName("rocksdb");

    private static final String LOOKED_FOR = Environment.getJniLibraryFileName("rocksdbjni");

    private NativeLibrary() {}

    /** Loads it, unless that has happened. */
    public static void load(Path stateDir) {
        var _ = loadKept(stateDir);
        RocksDB.loadLibrary();
    }

    /** Returns whether the one beside the state is there and could be used. */
    static boolean loadKept(Path stateDir) {
        Path kept = unpacked(stateDir.resolve(FOLDER));
        if (kept == null) {
            return false;
        }
        try {
            RocksDB.loadLibrary(List.of(kept.toString()));
            return true;
        } catch (UnsatisfiedLinkError forbidden) {
            log.info(
                    "The library in {} cannot be used, so it is unpacked at each start: {}",
                    kept,
                    forbidden.getMessage());
            return false;
        }
    }

    /** The folder that it lies in; null where RocksDB knows better, as on a platform whose library has another name. */
    static @Nullable Path unpacked(Path folder) {
        URL packed = RocksDB.class.getClassLoader().getResource(PACKED);
        try {
            if (packed == null || !(packed.openConnection() instanceof JarURLConnection inJar)) {
                return null;
            }
            // Another version's is another file: its checksum is in its folder's name.
            Path home = folder.resolve(Long.toHexString(inJar.getJarEntry().getCrc()));
            Path library = home.resolve(LOOKED_FOR);
            if (!Files.exists(library)) {
                unpack(packed, library);
            }
            return home;
        } catch (IOException useless) {
            return null;
        }
    }

    /** Whoever looks sees all of it or nothing, even where this process is killed now. */
    private static void unpack(URL packed, Path library) throws IOException {
        Path home = Files.createDirectories(Objects.requireNonNull(library.getParent()));
        Path begun = Files.createTempFile(home, "unpacking-", ".tmp");
        try (InputStream bytes = packed.openStream()) {
            Files.copy(bytes, begun, StandardCopyOption.REPLACE_EXISTING);
            Files.move(begun, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(begun);
        }
    }
}
