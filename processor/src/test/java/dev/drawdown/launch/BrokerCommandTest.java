package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.Drawdown;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.ChildJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandTest {

    @Test
    void shouldRunBrokerAndRegistryWithoutTopicsAndSayWhere(@TempDir Path folder) throws Exception {
        Path ready = folder.resolve("ready.json");
        ChildJvm child = ChildJvm.start(
                Drawdown.class,
                "broker",
                "--kafka-port=0",
                "--registry-port=0",
                "--data=" + folder.resolve("data"),
                "--ready-file=" + ready);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Await.until("a ready file", Duration.ofSeconds(60), () -> Files.exists(ready));
            JsonNode told = new ObjectMapper().readTree(ready.toFile());
            assertThat(told.fieldNames()).toIterable().containsExactly("bootstrap", "registry");

            Map<String, Object> settings =
                    Map.of("bootstrap.servers", told.get("bootstrap").asText());
            try (Admin admin = Admin.create(settings)) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
            URI subjects = URI.create(told.get("registry").asText() + "/subjects");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(subjects).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("[]");
        } finally {
            child.kill();
        }
    }
}
