package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the example that users begin with against the code. */
class ExampleSettingsTest {
    private static final Path EXAMPLE = Path.of("..", "drawdown.properties.example");

    @Test
    void shouldBeAcceptedAsItIs() {
        DrawdownConfig config = ConfigReader.read(EXAMPLE, Map.of(), Map.of());

        assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    }

    @Test
    void shouldBeAcceptedWithEveryLineInUse(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE).stream()
                .map(line -> line.startsWith("#") && !line.startsWith("# ") ? line.substring(1) : line)
                .toList();
        Path file = Files.write(folder.resolve("all.properties"), lines);
        Map<String, String> environment =
                Map.of("KAFKA_PASSWORD", "k", "TRUSTSTORE_PASSWORD", "t", "REGISTRY_PASSWORD", "r");

        DrawdownConfig config = ConfigReader.read(file, environment, Map.of());

        assertThat(config.kafka().admin().get("sasl.jaas.config")).endsWith("username=\"drawdown\" password=\"k\";");
        assertThat(config.registry().password().value()).isEqualTo("r");
        assertThat(config.topics().replication()).isEqualTo(3);
    }
}
