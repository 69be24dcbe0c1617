package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.schemas.UsageEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAccessTest {
    private static final String BASIC = "Basic dXNlcjpzM2NyZXQ=";
    private FakeRegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistryServer();
        server.registry().register("s", UsageEvent.getClassSchema());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldSendNoCredentialsUnlessGiven() {
        assertThat(authorization(Map.of())).isNull();
    }

    @Test
    void shouldSendNoCredentialsWhereTheyAreEmpty() {
        assertThat(authorization(Map.of(
                        "basic.auth.user.info",
                        ":",
                        "bearer.auth.token",
                        "",
                        "schema.registry.ssl.truststore.location",
                        "",
                        "schema.registry.ssl.truststore.password",
                        "")))
                .isNull();
    }

    @Test
    void shouldSendUserAndPassword() {
        assertThat(authorization(Map.of("basic.auth.user.info", "user:s3cret"))).isEqualTo(BASIC);
    }

    @Test
    void shouldSendAToken() {
        assertThat(authorization(Map.of("bearer.auth.token", "t0ken"))).isEqualTo("Bearer t0ken");
    }

    @Test
    void shouldSendUserAndPasswordOfTheAddress() {
        String url = server.url().replace("//", "//user:s3cret@");

        HttpSchemaRegistry.connect(Map.of("schema.registry.url", url)).byId(1);

        assertThat(server.requests().get(0).authorization()).isEqualTo(BASIC);
    }

    @Test
    void shouldNotFollowARedirectWithCredentials() throws IOException {
        try (FakeRegistryServer other = new FakeRegistryServer()) {
            server.answerNext(302, other.url());

            assertThatThrownBy(() -> authorization(Map.of("basic.auth.user.info", "user:s3cret")))
                    .hasMessageContaining("302");

            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void shouldNeverShowCredentials() {
        server.answerAlways("GET /schemas/ids/1", 401, "{\"error_code\": 40101, \"message\": \"Unauthorized\"}");
        String url = server.url().replace("//", "//user:s3cret@");
        SchemaRegistryConfig config = new SchemaRegistryConfig(
                Map.of("schema.registry.url", server.url(), "basic.auth.user.info", "user:s3cret"));

        assertThatThrownBy(() -> HttpSchemaRegistry.connect(Map.of("schema.registry.url", url))
                        .byId(1))
                .hasMessageContaining("401")
                .message()
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> HttpSchemaRegistry.connect(Map.of("schema.registry.url", url + "/ü^")))
                .message()
                .doesNotContain("s3cret");
        assertThat(config.values().toString() + RegistryAddress.of(config)).doesNotContain("s3cret", "dXNlcjpzM2NyZXQ");
    }

    @Test
    void shouldRefuseSettingsThatCannotBe() {
        assertThatThrownBy(() -> authorization(Map.of("basic.auth.user.info", "u:p", "bearer.auth.token", "t")))
                .hasMessageContaining("bearer.auth.token, but both are set");
        assertThatThrownBy(() -> HttpSchemaRegistry.connect(Map.of())).hasMessageContaining("schema.registry.url");
        assertThatThrownBy(() -> HttpSchemaRegistry.connect(Map.of("schema.registry.url", "localhost:8081")))
                .hasMessageContaining("http or https");
        assertThatThrownBy(() -> authorization(Map.of("http.read.timeout.ms", 0)))
                .hasMessageContaining("http.read.timeout.ms");
        assertThatThrownBy(() -> authorization(Map.of("serde.kind", "other"))).hasMessageContaining("serde.kind");
    }

    @Test
    void shouldTrustAndShowCertificates(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path trust = folder.resolve("trust.p12");
        Path certificate = folder.resolve("localhost.crt");
        keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                keys,
                "-storepass",
                "changeit");
        keytool("-exportcert", "-alias", "a", "-keystore", keys, "-storepass", "changeit", "-file", certificate);
        keytool(
                "-importcert",
                "-alias",
                "a",
                "-noprompt",
                "-file",
                certificate,
                "-keystore",
                trust,
                "-storepass",
                "changeit");
        Map<String, Object> stores = Map.of(
                "schema.registry.ssl.truststore.location", trust.toString(),
                "schema.registry.ssl.truststore.password", "changeit",
                "schema.registry.ssl.truststore.type", "PKCS12",
                "schema.registry.ssl.keystore.location", keys.toString(),
                "schema.registry.ssl.keystore.password", "changeit",
                "schema.registry.ssl.keystore.type", "PKCS12");

        Map<String, Object> withoutKeys = new HashMap<>(stores);
        withoutKeys.keySet().removeIf(name -> name.contains("keystore"));

        try (FakeRegistryServer secured = new FakeRegistryServer(tls(stores))) {
            secured.registry().register("s", UsageEvent.getClassSchema());
            Map<String, ?> address = Map.of("schema.registry.url", secured.url(), "max.retries", 0);

            assertThat(HttpSchemaRegistry.connect(with(stores, address)).byId(1))
                    .isEqualTo(UsageEvent.getClassSchema());
            assertThatThrownBy(() -> HttpSchemaRegistry.connect(with(withoutKeys, address))
                            .byId(1))
                    .as("with nothing to show")
                    .isInstanceOf(SchemaRegistryException.class);
            assertThatThrownBy(() ->
                            HttpSchemaRegistry.connect(with(Map.of(), address)).byId(1))
                    .as("with nothing to trust")
                    .isInstanceOf(SchemaRegistryException.class);
        }
    }

    private static SSLContext tls(Map<String, ?> stores) {
        return new SchemaRegistryConfig(with(stores, Map.of("schema.registry.url", "https://localhost")))
                .sslContext()
                .orElseThrow();
    }

    private @Nullable String authorization(Map<String, ?> settings) {
        HttpSchemaRegistry.connect(with(settings, Map.of("schema.registry.url", server.url())))
                .byId(1);
        return server.requests().get(0).authorization();
    }

    private static Map<String, Object> with(Map<String, ?> settings, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        for (int i = 0; i < arguments.length; i++) {
            command[i + 1] = arguments[i].toString();
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
