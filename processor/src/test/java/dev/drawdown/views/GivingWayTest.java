package dev.drawdown.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class GivingWayTest {
    /** In the kernel's line about a thread, behind its name in brackets. */
    private static final int NICENESS_FIELD = 16;

    @Test
    void shouldGiveWayWithTheThreadThatAsksAndNoOther() throws Exception {
        int before = niceness();
        FutureTask<Integer> asking = new FutureTask<>(() -> {
            assertThat(GivingWay.withThisThread()).isTrue();
            return niceness();
        });

        Thread.ofPlatform().start(asking).join();

        assertThat(asking.get()).isEqualTo(10);
        assertThat(niceness()).isEqualTo(before);
    }

    private static int niceness() throws IOException {
        String line = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[NICENESS_FIELD]);
    }
}
