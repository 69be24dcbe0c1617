package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the operating guide tells people to set and to look up against what there is. */
class OperatingGuideTest {
    private static final String GUIDE = Repository.text("docs/operating.md");
    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final Pattern OWN_SETTING = Pattern.compile("`(drawdown(?:\\.[a-z]+)+)(?:=[^`]*)?`");
    private static final Pattern KAFKA_SETTING = Pattern.compile("`(kafka(?:\\.[a-z]+)+)=[^`]*`");
    private static final Pattern CONNECT_SETTING = Pattern.compile("`CONNECT_([A-Z_]*[A-Z])`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Map<String, Set<String>> KINDS = Map.of(
            "producer", ProducerConfig.configNames(),
            "consumer", ConsumerConfig.configNames(),
            "admin", AdminClientConfig.configNames(),
            "streams", StreamsConfig.configDef().names());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldConnectSecurelyByTheSettingsThatItShows() throws Exception {
        String shown = found(PROPERTIES).getFirst().group(1);
        Map<String, String> environment = new HashMap<>();
        VARIABLE.matcher(shown).results().forEach(variable -> environment.put(variable.group(1), "secret"));
        Path file = Files.writeString(directory.resolve("drawdown.properties"), shown);

        DrawdownConfig config = ConfigReader.read(file, environment, Map.of());

        for (Map<String, String> client :
                List.of(config.kafka().producer(), config.kafka().consumer())) {
            assertThat(client)
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                    .containsEntry("ssl.truststore.password", "secret");
            assertThat(client.get("sasl.jaas.config")).contains("password=\"secret\"");
            assertThat(client.keySet()).isSubsetOf(union(ProducerConfig.configNames(), ConsumerConfig.configNames()));
        }
        assertThat(config.registry().urls()).containsExactly("https://registry:8081");
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    @Test
    void shouldNameSettingsThatThereAre() {
        String settings = Repository.text("processor/SETTINGS.md");
        assertThat(found(OWN_SETTING))
                .hasSizeGreaterThan(8)
                .allSatisfy(setting -> assertThat(settings).contains("| `" + setting.group(1) + "`"));

        assertThat(found(KAFKA_SETTING)).isNotEmpty().allSatisfy(setting -> {
            String[] parts = setting.group(1).split("\\.", 3);
            assertThat(KINDS.getOrDefault(parts[1], Set.of()))
                    .as(setting.group())
                    .contains(parts[2]);
        });
    }

    /** The worker reads {@code CONNECT_X_Y} as {@code x.y}; a client's settings begin with its kind. */
    @Test
    void shouldNameSettingsOfConnectThatThereAre() {
        Set<String> ofCompose = Compose.variables().keySet();
        List<MatchResult> ofTheWorker = found(CONNECT_SETTING).stream()
                .filter(setting -> !ofCompose.contains("CONNECT_" + setting.group(1)))
                .toList();

        assertThat(ofTheWorker).hasSizeGreaterThan(3).allSatisfy(setting -> {
            String key = setting.group(1).toLowerCase(Locale.ROOT).replace('_', '.');
            String kind = key.substring(0, Math.max(key.indexOf('.'), 0));
            String name = KINDS.containsKey(kind) ? key.substring(kind.length() + 1) : key;
            assertThat(KINDS.getOrDefault(kind, AdminClientConfig.configNames()))
                    .as(setting.group())
                    .contains(name);
        });
    }

    @Test
    void shouldLinkToWhatIsThere() {
        assertThat(found(LINK)).hasSizeGreaterThan(8).allSatisfy(link -> {
            String file = link.group(1).isEmpty() ? "docs/operating.md" : "docs/" + link.group(1);
            assertThat(Repository.file(file)).exists();
            if (link.group(2) != null) {
                Set<String> anchors = HEADING.matcher(Repository.text(file))
                        .results()
                        .map(heading -> anchor(heading.group(1)))
                        .collect(Collectors.toSet());
                assertThat(anchors).as(file).contains(link.group(2));
            }
        });
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static List<MatchResult> found(Pattern pattern) {
        return pattern.matcher(GUIDE).results().toList();
    }
}
