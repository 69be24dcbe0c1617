package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.connectors.warehouse.Sinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.ComposeContainer;

/** Holds what {@code docker compose up} starts against the code, as far as that goes without starting it. */
class ComposeTest {
    /** The sources of a COPY that does not take them from another stage. */
    private static final Pattern COPIED_FROM_HERE =
            Pattern.compile("(?m)^COPY (?:--chmod=\\d+ )?(?!--from|\\. )(.+) \\S+$");

    private final Compose compose = new Compose();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void shouldHaveEveryPartOfAnInstallation() {
        assertThat(compose.services().keySet())
                .containsExactly(
                        "kafka",
                        "registry",
                        "topics",
                        "processor",
                        "postgres",
                        "connect",
                        "sinks",
                        "prometheus",
                        "grafana");
    }

    @Test
    void shouldMountAndBuildFromWhatIsThere() {
        compose.services().forEach((name, service) -> {
            if (service.has("build")) {
                assertThat(Repository.file(service.at("build", "dockerfile").text()))
                        .isRegularFile();
            }
            for (String volume : service.at("volumes").texts()) {
                String source = Compose.filled(volume).split(":", -1)[0];
                if (source.startsWith(".")) {
                    assertThat(Repository.file(source)).as(name).exists();
                    assertThat(volume).as("what is ours is not written to").endsWith(":ro");
                } else {
                    assertThat(compose.volumes()).as(name).contains(source);
                }
            }
        });
    }

    @Test
    void shouldWaitOnlyForWhatCanBeWaitedFor() {
        compose.services()
                .forEach((name, service) -> service.at("depends_on").members().forEach((other, wish) -> {
                    Tree awaited = compose.service(other);
                    if (wish.at("condition").text().equals("service_healthy")) {
                        assertThat(compose.tellsItsHealth(other))
                                .as(name + " waits for the health of " + other)
                                .isTrue();
                    } else {
                        assertThat(awaited.has("restart"))
                                .as(other + " is waited for to end")
                                .isFalse();
                    }
                }));
    }

    /** A broker that is out of memory, or a machine that starts again, must not wait for somebody to notice. */
    @Test
    void shouldStartAgainWhateverIsNotThereToEnd() {
        compose.services()
                .forEach((name, service) -> assertThat(service.at("restart").text())
                        .as(name)
                        .isEqualTo(compose.ends(name) ? "" : "unless-stopped"));
    }

    /** {@code up --wait} fails for a container that has ended, unless another one waits for just that. */
    @Test
    void shouldWaitForTheEndOfWhatOnlySetsUp() {
        assertThat(compose.services().keySet().stream().filter(compose::ends).toList())
                .containsExactly("topics", "sinks");
        for (String service : List.of("topics", "sinks")) {
            assertThat(compose.tellsItsHealth(service)).as(service).isFalse();
        }
    }

    /** Compose builds at the same time what it builds, and two builds of one tag get into each other's way. */
    @Test
    void shouldBuildEachImageOnce() {
        List<String> built = compose.services().values().stream()
                .filter(service -> service.has("build"))
                .map(service -> service.at("image").text())
                .toList();

        assertThat(built).doesNotHaveDuplicates();
        List<String> builders = compose.services().keySet().stream()
                .filter(name -> compose.service(name).has("build"))
                .toList();
        assertThat(Repository.text("docs/operating.md"))
                .contains("\ndocker compose build " + String.join(" ", builders) + "\n");
        assertThat(compose.services().values().stream()
                        .map(service -> service.at("image").text())
                        .filter(image -> image.startsWith("drawdown-"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(built);
    }

    @Test
    void shouldGiveTheProcessorSettingsThatItTakes() {
        for (String service : List.of("topics", "processor")) {
            DrawdownConfig config = ConfigReader.read(null, compose.environment(service), Map.of());

            assertThat(config.registry().urls()).as(service).isEqualTo(List.of("http://registry:8081"));
            assertThat(config.topics().partitions()).isEqualTo(12);
            assertThat(config.http().port()).isEqualTo(8080);
        }
        assertThat(compose.service("processor").at("ports").texts())
                .singleElement()
                .asString()
                .endsWith(":8080");
        assertThat(Repository.text("processor/Dockerfile")).contains("EXPOSE 8080");
    }

    @Test
    void shouldGiveConnectAConfigurationThatItTakes() throws Exception {
        Map<String, String> settings =
                ConnectScript.settings(compose.environment("connect"), directory.resolve("connect.properties"));

        assertThatCode(() -> new DistributedConfig(settings)).doesNotThrowAnyException();
        assertThat(settings)
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("group.id", "drawdown-connect")
                .containsEntry("listeners", "http://0.0.0.0:8083")
                .containsEntry("plugin.path", "/opt/plugins")
                .doesNotContainKey("program");
        assertThat(compose.service("sinks").at("command").texts()).contains("connect", "8083", "/opt/sinks");
        assertThat(compose.service("connect").at("ports").texts())
                .satisfiesExactly(
                        port -> assertThat(port).endsWith(":8083"),
                        port -> assertThat(port).endsWith(":9404"));
    }

    @Test
    void shouldGiveEverySinkItsVariables() {
        Map<String, String> environment = compose.environment("connect");

        for (String file : Sinks.FILES) {
            Map<String, String> sink = Sinks.read(file, environment);
            assertThat(sink).containsEntry("connection.password", Compose.GIVEN);
            assertThat(sink.get("connection.url"))
                    .startsWith("jdbc:postgresql://postgres:5432/"
                            + compose.environment("postgres").get("POSTGRES_DB") + "?");
            assertThat(sink.get("connection.url"))
                    .as("a host that is gone is missed")
                    .contains("&tcpKeepAlive=true", "&socketTimeout=");
            assertThat(sink.get("connection.username"))
                    .isEqualTo(compose.environment("postgres").get("POSTGRES_USER"));
        }
    }

    @Test
    void shouldRunTheVersionsThatTheTestsRun() {
        String kafka = Repository.found("pom.xml", "<kafka.version>(.*)</kafka.version>");
        String postgres = Repository.found("pom.xml", "<postgresql.version>(\\d+).*</postgresql.version>");
        String registry = Repository.found("schemas/pom.xml", "<confluent.version>(.*)</confluent.version>");

        assertThat(compose.image("kafka")).isEqualTo("apache/kafka:" + kafka);
        assertThat(Repository.text("connectors/Dockerfile")).contains("FROM apache/kafka:" + kafka + " ");
        assertThat(compose.image("postgres")).isEqualTo("postgres:" + postgres);
        assertThat(compose.image("registry")).isEqualTo("confluentinc/cp-schema-registry:" + registry);
    }

    /** In a container by default; by {@code IMAGES_BUILT=here} from what Maven leaves in the modules' folders. */
    @Test
    void shouldBuildImagesFromTheSourcesOrFromWhatMavenBuilt() {
        for (String module : List.of("processor", "connectors")) {
            String dockerfile = Repository.text(module + "/Dockerfile");
            String artifact =
                    Repository.found(module + "/pom.xml", "<artifactId>(drawdown-" + module + ")</artifactId>");
            List<String> built =
                    new ArrayList<>(List.of(module + "/target/lib/", module + "/target/" + artifact + "-*.jar"));
            if (module.equals("connectors")) {
                built.add("connectors/target/agent/");
            }

            assertThat(dockerfile)
                    .contains("\nARG BUILT=in-container\n", " AS built-in-container\n", " AS built-here\n")
                    .contains("FROM built-${BUILT} AS build\n", " -pl " + module + " -am package\n");
            for (String output : built) {
                assertThat(dockerfile)
                        .contains("\nCOPY " + output + " /src/", "\nCOPY --from=build /src/" + output + " ");
                assertThat(Repository.text(".dockerignore")).contains("\n!" + output + "\n");
            }
            Matcher copied = COPIED_FROM_HERE.matcher(dockerfile);
            while (copied.find()) {
                for (String source : copied.group(1).split(" ", -1)) {
                    assertThat(built.contains(source) || Files.exists(Repository.file(source)))
                            .as(source)
                            .isTrue();
                }
            }
        }
        Set<String> builds = Compose.variables().getOrDefault("IMAGES_BUILT", Set.of());
        assertThat(builds).containsExactly("in-container");
    }

    @Test
    void shouldBeReadByWhatStartsItInATest() {
        assertThatCode(() -> new ComposeContainer(Repository.file(Compose.FILE).toFile()))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldKnowNoSecret() {
        Compose.variables().forEach((name, defaults) -> {
            if (name.matches(".*(PASSWORD|SECRET|SECRETS|KEY|TOKEN)$")) {
                assertThat(defaults).as(name).isSubsetOf(Set.of("", Compose.GIVEN));
            } else if (name.endsWith("_JAAS_CONFIG")) {
                assertThat(defaults).as(name).containsExactly("");
            } else {
                assertThat(defaults).as("one default for " + name).hasSize(1);
            }
        });
    }

    @Test
    void shouldListenOnThisMachineOnly() {
        compose.services()
                .forEach((name, service) -> assertThat(service.at("ports").texts())
                        .as(name)
                        .allMatch(port -> Compose.filled(port).startsWith("127.0.0.1:")));
    }

    @Test
    void shouldRunAsNobodyInParticularAndTellItsHealth() throws Exception {
        for (String dockerfile : List.of("processor/Dockerfile", "connectors/Dockerfile")) {
            String last = Repository.text(dockerfile);
            last = last.substring(last.lastIndexOf("\nFROM "));
            assertThat(last)
                    .as(dockerfile)
                    .containsPattern("\nUSER (?!root)[a-z]+\n")
                    .contains("\nHEALTHCHECK ");
        }
        assertThat(Class.forName("dev.drawdown.Drawdown")).hasDeclaredMethods("main");
        assertThat(Repository.text("processor/Dockerfile")).contains("\"dev.drawdown.Drawdown\"]");
        assertThat(Repository.file("connectors/docker/connect.sh")).isExecutable();
        assertThat(Repository.file("connectors/docker/register.sh")).isExecutable();
    }
}
