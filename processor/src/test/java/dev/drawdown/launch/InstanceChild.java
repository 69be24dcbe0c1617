package dev.drawdown.launch;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An instance in a process of its own, that a test may kill. */
final class InstanceChild {
    private InstanceChild() {}

    /** Takes the file with the settings. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        DrawdownConfig config = ConfigReader.read(Path.of(arguments[0]), Map.of(), Map.of());
        try (Service service = Service.start(config)) {
            if (!service.awaitProcessing(Duration.ofMinutes(1))) {
                throw new IllegalStateException("Expected every role to do its work, but one does not");
            }
            ChildJvm.announceReady(Integer.toString(service.httpPort()));
        }
    }
}
