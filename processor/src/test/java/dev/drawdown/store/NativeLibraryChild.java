package dev.drawdown.store;

import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;

/** A program that says whether it could load RocksDB's library from beside its state. */
final class NativeLibraryChild {
    private NativeLibraryChild() {}

    /** Takes the folder of the state. */
    public static void main(String[] arguments) throws IOException {
        ChildJvm.announceReady(Boolean.toString(NativeLibrary.loadKept(Path.of(arguments[0]))));
    }
}
