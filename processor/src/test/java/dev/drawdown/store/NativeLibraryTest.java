package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.util.Environment;

class NativeLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldUnpackTheLibraryOnceAndLeaveNothingElseBehind() throws IOException {
        Path home = Objects.requireNonNull(NativeLibrary.unpacked(folder));
        Path library = home.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        assertThat(Files.size(library)).isGreaterThan(1 << 20);
        Files.writeString(library, "as it was found");

        assertThat(NativeLibrary.unpacked(folder)).isEqualTo(home);

        assertThat(library).hasContent("as it was found");
        assertThat(files()).containsExactly(library);
    }

    @Test
    void shouldNotTakeWhatAKillLeftHalfUnpackedForTheLibrary() throws IOException {
        Path home = Objects.requireNonNull(NativeLibrary.unpacked(folder));
        Path library = home.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        byte[] whole = Files.readAllBytes(library);
        Files.move(library, home.resolve("unpacking-1.tmp"));

        NativeLibrary.unpacked(folder);

        assertThat(library).hasBinaryContent(whole);
    }

    @Test
    void shouldLoadTheUnpackedLibrary() {
        // In a program of its own, since this one may have loaded it from elsewhere already.
        try (ChildJvm child = ChildJvm.start(NativeLibraryChild.class, folder.toString())) {
            assertThat(child.awaitReady()).isEqualTo("true");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
