package dev.drawdown.embedded;

import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded servers in a process of their own. */
final class EmbeddedChild {
    private EmbeddedChild() {}

    public static void main(String[] arguments) throws IOException {
        try (Embedded embedded = Embedded.open(0, 0, Path.of(arguments[0]))) {
            ChildJvm.announceReady(embedded.bootstrap() + " " + embedded.registryUrl());
        }
    }
}
