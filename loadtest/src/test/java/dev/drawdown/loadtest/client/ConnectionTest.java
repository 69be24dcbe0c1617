package dev.drawdown.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.loadtest.LoadtestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeFromTheProcessorsSettingsWhatEveryClientMustKnow() throws IOException {
        Connection connection = read("""
            kafka.bootstrap.servers=broker:9093
            kafka.security.protocol=SASL_SSL
            kafka.ssl.truststore.password=store
            kafka.producer.linger.ms=7
            kafka.streams.num.standby.replicas=2
            drawdown.registry.url=https://registry:8081
            drawdown.registry.user=me
            drawdown.registry.password=regi:stry
            drawdown.registry.truststore.location=/etc/ca.p12
            drawdown.registry.keystore.location=
            drawdown.topics.prefix=live.
            """);

        assertThat(connection.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("ssl.truststore.password", "store"));
        assertThat(connection.registry())
                .containsEntry("schema.registry.url", "https://registry:8081")
                .containsEntry("basic.auth.user.info", "me:regi:stry")
                .containsEntry("schema.registry.ssl.truststore.location", "/etc/ca.p12")
                .doesNotContainKey("schema.registry.ssl.keystore.location");
        assertThat(connection.settings())
                .containsEntry("kafka.producer.linger.ms", "7")
                .doesNotContainKey("drawdown.topics.prefix");
    }

    @Test
    void shouldFillInTheEnvironmentForItselfAndLeaveItToTheProcessorToDoTheSame() throws IOException {
        Connection connection = read("""
            kafka.bootstrap.servers=broker:9093
            kafka.sasl.jaas.config=login password="${PATH}";
            drawdown.registry.url=http://registry:8081
            """);

        assertThat(connection.kafka())
                .containsEntry("sasl.jaas.config", "login password=\"" + System.getenv("PATH") + "\";");
        assertThat(connection.settings()).containsEntry("kafka.sasl.jaas.config", "login password=\"${PATH}\";");
        assertThatThrownBy(() ->
                        Connection.to("${DRAWDOWN_NO_SUCH_VARIABLE}:9", "r").bootstrap())
                .isInstanceOf(LoadtestFailure.class)
                .hasMessageContaining("DRAWDOWN_NO_SUCH_VARIABLE");
        assertThatThrownBy(() -> Connection.to("${PATH:here}:9", "r").bootstrap())
                .isInstanceOf(LoadtestFailure.class)
                .hasMessageContaining("plain ${NAME} in kafka.bootstrap.servers");
    }

    @Test
    void shouldTellNoPassword() throws IOException {
        Connection connection = read("""
            kafka.bootstrap.servers=broker:9093
            kafka.ssl.key.password=secret
            drawdown.registry.url=http://registry:8081
            """);

        assertThat(connection.toString()).isEqualTo("broker:9093");
    }

    @Test
    void shouldSayWhatTheFileLacks() {
        assertThatThrownBy(() -> read("kafka.bootstrap.servers=broker:9093"))
                .isInstanceOf(LoadtestFailure.class)
                .hasMessageContaining("Expected drawdown.registry.url in");
    }

    private Connection read(String text) throws IOException {
        return Connection.read(Files.writeString(folder.resolve("drawdown.properties"), text));
    }
}
