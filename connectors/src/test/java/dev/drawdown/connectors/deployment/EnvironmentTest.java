package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the variables of {@code docker-compose.yml} against {@code .env.example}, the operating guide and the settings of the code. */
class EnvironmentTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^# (.*\\.)\n(#?)([A-Z_]+)=(.*)$");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^#?[A-Z_]+=");
    private static final Pattern GUIDE_TABLE = Pattern.compile("(?s)\n\\| variable \\|.*?\n\n");
    private static final Pattern GUIDE_ROW = Pattern.compile("(?m)^\\| ([^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");
    private static final Pattern SECRET = Pattern.compile("[A-Z_]*(PASSWORD|SECRETS?|API_KEY|TOKEN|JAAS_CONFIG)");
    private static final Pattern HOST = Pattern.compile(".*\\.(urls?|advertised|jwt\\.keys|issuer|location|tokens)");

    /** What compose says otherwise than the code: what is beside it in a container, and what one wants of a whole installation. */
    private static final Set<String> OTHERWISE =
            Set.of("DRAWDOWN_REGISTRY_URL", "DRAWDOWN_ROLES", "DRAWDOWN_INSTANCE_ID", "DRAWDOWN_TOPICS_REPLICATION");

    private final Compose compose = new Compose();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    /** A line of {@code .env.example}, with what is said of it. */
    private record Example(String sentence, boolean mustBeSet, String value) {}

    private static Map<String, Example> examples() {
        Map<String, Example> examples = new LinkedHashMap<>();
        Matcher line = EXAMPLE.matcher(Repository.text(".env.example"));
        while (line.find()) {
            Example example = new Example(line.group(1), line.group(2).isEmpty(), line.group(4));
            assertThat(examples.put(line.group(3), example)).as(line.group(3)).isNull();
        }
        return examples;
    }

    private Set<String> variables() {
        Set<String> names = new TreeSet<>(Compose.variables().keySet());
        names.addAll(compose.passedOn());
        return names;
    }

    @Test
    void shouldShowEveryVariableAndNoOtherWithASentence() {
        assertThat(examples().keySet()).containsExactlyInAnyOrderElementsOf(variables());
        assertThat(ASSIGNMENT.matcher(Repository.text(".env.example")).results())
                .as("each has a sentence")
                .hasSameSizeAs(examples().keySet());
    }

    @Test
    void shouldShowTheDefaultOfEveryVariable() {
        examples().forEach((name, example) -> {
            String shown = example.mustBeSet() ? Compose.GIVEN : example.value();
            Set<String> defaults = Compose.variables().get(name);
            assertThat(defaults == null ? Set.of(defaultOfTheCode(name)) : defaults)
                    .as(name)
                    .containsExactly(shown);
            assertThat(example.mustBeSet() ? example.value() : "").as(name).isEmpty();
        });
    }

    private static String defaultOfTheCode(String variable) {
        return Stream.of(Setting.values())
                .filter(setting -> setting.variable().equals(variable))
                .map(Setting::defaultValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected " + variable + " to be a setting, but it is none"));
    }

    @Test
    void shouldLeaveTheProcessorItsOwnDefaults() {
        Map<String, String> told = compose.environment("processor");

        for (Setting setting : Setting.values()) {
            if (!OTHERWISE.contains(setting.variable())) {
                assertThat(told.getOrDefault(setting.variable(), setting.defaultValue()))
                        .as(setting.key())
                        .isEqualTo(setting.defaultValue());
            }
        }
        assertThat(told).containsKeys(OTHERWISE.toArray(String[]::new));
        assertThat(Repository.text("processor/Dockerfile"))
                .contains("ENV JAVA_TOOL_OPTIONS=\"" + told.get("JAVA_TOOL_OPTIONS") + "\"");
    }

    @Test
    void shouldReachEverySecretOfTheProcessorAndEveryHostThatItCalls() {
        Set<String> reached =
                compose.service("processor").at("environment").members().keySet();
        List<Setting> wanted = Stream.of(Setting.values())
                .filter(setting ->
                        setting.kind().isSecret() || HOST.matcher(setting.key()).matches())
                .toList();

        assertThat(wanted).hasSizeGreaterThan(12);
        assertThat(reached).containsAll(wanted.stream().map(Setting::variable).toList());
    }

    /** Whatever decides how brokers let the processor in is said to the worker, and to each kind of client that it opens. */
    @Test
    void shouldTellConnectHowToBeLetInAsTheProcessor() throws Exception {
        Map<String, String> given = Compose.variables().keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> name.equals("KAFKA_SECURITY_PROTOCOL") ? "SSL" : "x"));
        Map<String, String> told = compose.environment("connect", given);

        Map<String, String> worker = ConnectScript.settings(told, directory.resolve("connect.properties"));

        List<String> keys = compose.environment("processor").keySet().stream()
                .filter(name -> name.matches("DRAWDOWN_KAFKA_(SECURITY|SASL|SSL)_.*"))
                .map(name -> name.substring("DRAWDOWN_KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'))
                .toList();
        assertThat(keys).hasSizeGreaterThan(8);
        for (String client : List.of("", "consumer.", "producer.", "admin.")) {
            for (String key : keys) {
                String variable = "CONNECT_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
                assertThat(worker)
                        .containsEntry(
                                client + key,
                                key.equals("security.protocol") ? told.get(variable) : "${env:" + variable + "}");
            }
        }
    }

    @Test
    void shouldLetAClientOfConnectBeToldOtherwiseAndTakeNothingForNotSet() throws Exception {
        Map<String, String> told = new LinkedHashMap<>(compose.environment("connect"));
        told.put("CONNECT_CONSUMER_SASL_MECHANISM", "PLAIN");

        Map<String, String> worker = ConnectScript.settings(told, directory.resolve("connect.properties"));

        assertThat(worker)
                .containsEntry("consumer.sasl.mechanism", "${env:CONNECT_CONSUMER_SASL_MECHANISM}")
                .containsEntry("producer.sasl.mechanism", "${env:CONNECT_SASL_MECHANISM}")
                .containsEntry("consumer.security.protocol", "PLAINTEXT")
                .doesNotContainKeys("sasl.jaas.config", "ssl.truststore.location", "producer.ssl.truststore.password");
    }

    @Test
    void shouldExplainEveryVariableInTheGuideAndNoOther() {
        Matcher table = GUIDE_TABLE.matcher(Repository.text("docs/operating.md"));
        assertThat(table.find()).isTrue();
        Set<String> explained = GUIDE_ROW
                .matcher(table.group())
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained).isEqualTo(variables());
    }

    /** What stands in a command can be read by everybody on the machine. */
    @Test
    void shouldPutNoSecretIntoACommand() {
        compose.services().forEach((name, service) -> {
            for (Tree command :
                    List.of(service.at("command"), service.at("entrypoint"), service.at("healthcheck", "test"))) {
                assertThat(SECRET.matcher(String.join(" ", command.texts())).find())
                        .as(name + ": " + command)
                        .isFalse();
            }
        });
        assertThat(SECRET.matcher("WAREHOUSE_PASSWORD").matches()).isTrue();
    }

    @Test
    void shouldKeepWhatIsSetOutOfTheRepositoryAndTheImages() {
        assertThat(Repository.text(".gitignore").lines()).contains("/.env", "/secrets/");
        assertThat(Repository.text(".dockerignore").lines()).contains(".env", "secrets/");
    }
}
