package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds every sink's configuration, also those that are never run here, against the contract's topics and records. */
class SinkFilesTest {
    private static final String PREFIX = "${env:DRAWDOWN_TOPICS_PREFIX}";

    @TestFactory
    List<DynamicTest> everySinkShouldReadATopicAsItsRecord() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.file("connectors/sinks"))) {
            List<DynamicTest> tests = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> Repository.ROOT.relativize(file).toString())
                    .map(file -> DynamicTest.dynamicTest(file, () -> hold(Repository.yaml(file))))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(10);
            return tests;
        }
    }

    private static void hold(Tree sink) {
        String name = sink.at("topics").text();
        assertThat(name).startsWith(PREFIX);
        Topic<?> topic = Topics.unprefixed().all().stream()
                .filter(each -> each.name().equals(name.substring(PREFIX.length())))
                .findFirst()
                .orElseThrow();
        assertThat(sink.at("value.converter.record.name").text())
                .isEqualTo(topic.schema().getFullName());
        assertThat(sink.at("value.converter").text()).isEqualTo("dev.drawdown.connectors.AvroConverter");
        assertThat(sink.at("consumer.override.isolation.level").text()).isEqualTo("read_committed");
        assertThat(sink.at("errors.deadletterqueue.topic.name").text()).isEqualTo(PREFIX + "warehouse.dead-letters");
        sink.members().forEach((setting, value) -> {
            if (setting.matches(".*(password|private\\.key|keyfile|user.*|token)$")) {
                assertThat(value.text()).as(setting).matches("\\$\\{env:[A-Z_]+}(:\\$\\{env:[A-Z_]+})?");
            }
        });
    }
}
