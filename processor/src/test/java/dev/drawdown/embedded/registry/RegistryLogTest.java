package dev.drawdown.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLogTest {
    private static final RegistryChange FIRST = new RegistryChange.Registered(
            "s\n1", 1, 1, new SchemaContent("\"int\"", List.of(new SchemaReference("n", "o", 2))));
    private static final RegistryChange SECOND = new RegistryChange.LevelChanged(null, CompatibilityLevel.FULL);
    private static final RegistryChange THIRD = new RegistryChange.VersionHidden("s\n1", 1);
    private static final RegistryChange FOURTH = new RegistryChange.VersionRemoved("s\n1", 1);

    @TempDir
    Path directory;

    @Test
    void shouldGiveBackEveryKindOfChange() {
        append(FIRST, SECOND, THIRD, FOURTH);

        assertThat(read()).containsExactly(FIRST, SECOND, THIRD, FOURTH);
    }

    @Test
    void shouldCutOffWhatACrashLeftUnfinished() throws IOException {
        append(FIRST);
        long whole = Files.size(file());
        append(SECOND);
        byte[] bytes = Files.readAllBytes(file());

        for (int length = (int) whole + 1; length < bytes.length; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length), StandardOpenOption.TRUNCATE_EXISTING);

            assertThat(read()).containsExactly(FIRST);
            append(THIRD);
            assertThat(read()).containsExactly(FIRST, THIRD);
        }
    }

    private Path file() {
        return directory.resolve("log");
    }

    private void append(RegistryChange... changes) {
        try (RegistryLog log = RegistryLog.open(file(), any -> {})) {
            for (RegistryChange change : changes) {
                log.append(change);
            }
        }
    }

    private List<RegistryChange> read() {
        List<RegistryChange> changes = new ArrayList<>();
        RegistryLog.open(file(), changes::add).close();
        return changes;
    }
}
