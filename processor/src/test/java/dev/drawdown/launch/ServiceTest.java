package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drawdown.api.Part;
import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.embedded.Embedded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts instances on an in-process cluster; each test has topics of its own, by a prefix. */
class ServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Embedded embedded;

    @TempDir
    Path state;

    @BeforeAll
    static void open() {
        embedded = Embedded.openTemporary();
    }

    @AfterAll
    static void close() {
        embedded.close();
    }

    @Test
    void shouldBecomeReadyAndLeaveTheGroupWhenItStops() throws Exception {
        DrawdownConfig config = config("ready.");
        createTopics(config);

        try (Service service = Service.start(config);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(service.awaitProcessing(LIMIT)).isTrue();

            URI ready = URI.create("http://127.0.0.1:" + service.httpPort() + "/health/ready");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"READY\"", "engine", "broker", "registry");
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        try (Admin admin = admin()) {
            assertThat(admin.listGroups().all().get())
                    .filteredOn(group -> group.groupId().equals("ready.app"))
                    .extracting(GroupListing::groupState)
                    .allSatisfy(groupState -> assertThat(groupState).hasValue(GroupState.EMPTY));
        }
    }

    @Test
    void shouldSayThatTheBrokerDoesNotAnswer() {
        Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));
        Part part = new BrokerCheck(admin).check();
        admin.close(Duration.ZERO);

        assertThat(part).isEqualTo(Part.down("broker", "no answer within 2 s"));
    }

    @Test
    void shouldRefuseToStartWithoutTopics() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> Service.start(config("missing.")))
                .withMessageContaining("missing.usage.events")
                .withMessageContaining("./drawdown topics create");
    }

    @Test
    void shouldRefuseInputsThatCarryTheirProducersTime() throws Exception {
        DrawdownConfig config = config("time.");
        createTopics(config);
        try (Admin admin = admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "time.lead.events");
            AlterConfigOp change = new AlterConfigOp(
                    new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        }

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> Service.start(config))
                .withMessageContaining("message.timestamp.type of time.lead.events to be LogAppendTime");
    }

    @Test
    void shouldRefuseTopicsOfUnequalPartitions() throws Exception {
        DrawdownConfig config = config("unequal.");
        createTopics(config);
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of("unequal.lead.events", NewPartitions.increaseTo(5)))
                    .all()
                    .get();
        }

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> Service.start(config))
                .withMessageContaining("partitions of unequal.lead.events to be 2");
    }

    private static void createTopics(DrawdownConfig config) {
        try (Cluster cluster = Cluster.connect(config)) {
            cluster.createTopics(2, 1);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", embedded.bootstrap()));
    }

    private DrawdownConfig config(String prefix) {
        return ConfigReader.read(null, Map.of(), settings(prefix));
    }

    private Map<String, String> settings(String prefix) {
        return Map.of(
                "drawdown.topics.prefix",
                prefix,
                "drawdown.application.id",
                prefix + "app",
                "drawdown.state.dir",
                state.toString(),
                "drawdown.http.bind",
                "127.0.0.1",
                "drawdown.http.port",
                "0",
                "drawdown.registry.url",
                embedded.registryUrl(),
                "kafka.bootstrap.servers",
                embedded.bootstrap());
    }
}
