package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptInstanceIdTest {
    @TempDir
    Path directory;

    @Test
    void shouldBeTheSameForTheSameState() {
        String id = KeptInstanceId.of(directory.resolve("state"));

        assertThat(KeptInstanceId.of(directory.resolve("state"))).isEqualTo(id);
        assertThat(KeptInstanceId.of(directory.resolve("other"))).isNotEqualTo(id);
    }

    @Test
    void shouldReplaceWhatIsNoId() throws IOException {
        Files.writeString(directory.resolve("instance-id"), "");

        assertThat(KeptInstanceId.of(directory)).hasSize(36);
    }

    @Test
    void shouldSayWhichSettingNamesTheFolderWhereItCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> KeptInstanceId.of(file.resolve("state"))).hasMessageContaining("drawdown.state.dir");
    }
}
