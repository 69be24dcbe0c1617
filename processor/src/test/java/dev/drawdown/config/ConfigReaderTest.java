package dev.drawdown.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drawdown.config.DrawdownConfig.AccessSettings;
import dev.drawdown.config.DrawdownConfig.HttpSettings;
import dev.drawdown.config.DrawdownConfig.JwtSettings;
import dev.drawdown.config.DrawdownConfig.ParkingSettings;
import dev.drawdown.config.DrawdownConfig.RegistrySettings;
import dev.drawdown.config.DrawdownConfig.StreamsSettings;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.DrawdownConfig.TopicSettings;
import dev.drawdown.config.DrawdownConfig.ViewSettings;
import dev.drawdown.engine.PaymentPolicy;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.SafetyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final Secret NONE = new Secret("");

    @TempDir
    Path folder;

    @Test
    void shouldHaveTheseDefaults() {
        DrawdownConfig config = read(Map.of());

        assertThat(config.registry())
                .isEqualTo(new RegistrySettings(List.of("http://localhost:8081"), "", NONE, NONE, "", NONE, "", NONE));
        assertThat(config.topics()).isEqualTo(new TopicSettings("", 12, 0));
        assertThat(config.streams())
                .isEqualTo(new StreamsSettings(
                        "drawdown",
                        "",
                        Path.of("data", "state"),
                        Runtime.getRuntime().availableProcessors(),
                        Duration.ofMillis(500)));
        assertThat(config.http())
                .isEqualTo(new HttpSettings("0.0.0.0", 8080, "", Duration.ofSeconds(10), Duration.ofSeconds(5)));
        assertThat(config.access())
                .isEqualTo(new AccessSettings(
                        "",
                        new JwtSettings(
                                "",
                                "",
                                "",
                                List.of("RS256", "ES256", "EdDSA"),
                                "role",
                                "owners",
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(10),
                                Duration.ofHours(1)),
                        new CallLimit(1000, CallLimit.Per.SECOND)));
        assertThat(config.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(config.parking()).isEqualTo(new ParkingSettings(Duration.ofSeconds(60), 1000));
        assertThat(config.views()).isEqualTo(new ViewSettings(Duration.ofDays(400)));
        assertThat(config.stripe())
                .isEqualTo(new StripeSettings(
                        NONE,
                        "https://api.stripe.com",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(40),
                        8,
                        20,
                        "http://localhost:8080/",
                        List.of(),
                        Duration.ofMinutes(5)));
        assertThat(config.roles()).isEqualTo(Set.of(Role.ENGINE));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.logLevel()).isEqualTo("INFO");
        assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.changed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldReadEverySettingFromTheFileAndFromTheEnvironment(Setting setting) {
        String text = example(setting);
        // What some settings need beside them.
        Map<String, String> beside = switch (setting) {
            case REGISTRY_USER -> Map.of(Setting.REGISTRY_PASSWORD.key(), "p");
            case REGISTRY_PASSWORD -> Map.of(Setting.REGISTRY_USER.key(), "u");
            case REGISTRY_TRUSTSTORE_PASSWORD -> Map.of(Setting.REGISTRY_TRUSTSTORE.key(), "t.p12");
            case REGISTRY_KEYSTORE_PASSWORD -> Map.of(Setting.REGISTRY_KEYSTORE.key(), "k.p12");
            case ACCESS_JWT_KEYS, ACCESS_JWT_ISSUER, ACCESS_JWT_AUDIENCE -> jwtsWithout(setting);
            case ROLES -> Map.of(Setting.STRIPE_API_KEY.key(), "sk");
            default -> Map.of();
        };
        DrawdownConfig without = read(Map.of());

        DrawdownConfig byFile = ConfigReader.read(write(setting.key() + "=" + text), Map.of(), beside);
        DrawdownConfig byEnvironment = ConfigReader.read(null, Map.of(setting.variable(), text), beside);

        assertThat(byFile.toString()).isEqualTo(byEnvironment.toString());
        String shown = setting.kind().isSecret() ? Secret.MASK : text;
        assertThat(byFile.changed()).containsEntry(setting.key(), shown);
        assertThat(withoutChanged(byFile)).isNotEqualTo(withoutChanged(without));
    }

    private static Map<String, String> jwtsWithout(Setting setting) {
        Map<String, String> others = new HashMap<>(jwts());
        others.remove(setting.key());
        return others;
    }

    private static Map<String, String> jwts() {
        return Map.of(
                Setting.ACCESS_JWT_KEYS.key(), "keys.json",
                Setting.ACCESS_JWT_ISSUER.key(), "https://login.example",
                Setting.ACCESS_JWT_AUDIENCE.key(), "drawdown");
    }

    private static String withoutChanged(DrawdownConfig config) {
        return config.toString().replaceAll("changed=.*", "");
    }

    private static String example(Setting setting) {
        Map<Setting, String> examples = new EnumMap<>(Setting.class);
        examples.put(Setting.REGISTRY_URL, "https://one:8081,https://two:8081");
        examples.put(Setting.TOPICS_PREFIX, "test.");
        examples.put(Setting.IDEMPOTENCY_WINDOW, "1h");
        examples.put(Setting.PAYMENT_ANSWER_TIME, "1h");
        examples.put(Setting.PAYMENT_RETRY_AFTER, "2h,4h");
        examples.put(Setting.PAYMENT_MEMORY, "30d");
        examples.put(Setting.SAFETY_FAILING_WINDOW, "1h");
        examples.put(Setting.ROLES, "engine,views");
        examples.put(Setting.STATE_STORE, "plain");
        examples.put(Setting.STRIPE_URL, "https://stripe.example");
        examples.put(Setting.STRIPE_RETURN_URL, "https://billing.example/back");
        examples.put(Setting.STRIPE_WEBHOOK_TOLERANCE, "1m");
        examples.put(Setting.ACCESS_LIMIT, "600/m");
        examples.put(Setting.ACCESS_JWT_ALGORITHMS, "PS256,ES384");
        examples.put(Setting.ACCESS_JWT_REFRESH, "1m");
        examples.put(Setting.ACCESS_JWT_KEEP, "2h");
        examples.put(Setting.VIEWS_RETENTION, "90d");
        examples.put(Setting.LOG_LEVEL, "DEBUG");
        String example = examples.get(setting);
        if (example != null) {
            return example;
        }
        return setting.kind().description().startsWith("duration")
                ? "2000ms"
                : Character.isDigit(setting.kind().description().charAt(0)) ? "7" : "some-text";
    }

    @Test
    void shouldTakeStripesKeyUnderTheNameThatEverybodyGivesIt() {
        DrawdownConfig common = ConfigReader.read(null, Map.of("STRIPE_API_KEY", "sk_test_1"), Map.of());
        DrawdownConfig both = ConfigReader.read(
                null, Map.of("STRIPE_API_KEY", "sk_test_1", "DRAWDOWN_STRIPE_API_KEY", "sk_test_2"), Map.of());

        assertThat(common.stripe().apiKey()).isEqualTo(new Secret("sk_test_1"));
        assertThat(both.stripe().apiKey()).isEqualTo(new Secret("sk_test_2"));
        assertThat(both.toString()).doesNotContain("sk_test_2");
    }

    @Test
    void shouldTakeSeveralWebhookSecrets() {
        DrawdownConfig config = read(Map.of(Setting.STRIPE_WEBHOOK_SECRETS.key(), "whsec_new, whsec_old"));

        assertThat(config.stripe().webhookSecrets()).containsExactly(new Secret("whsec_new"), new Secret("whsec_old"));
    }

    @Test
    void shouldPutEachSettingOfPaymentsInItsPlace() {
        Policy policy = read(Map.of(
                        "drawdown.future.tolerance", "2h",
                        "drawdown.payment.answer.time", "5m",
                        "drawdown.payment.stuck.after", "2",
                        "drawdown.payment.retry.after", "30m, 2h",
                        "drawdown.payment.memory", "500d",
                        "drawdown.wallet.max.payments", "7",
                        "drawdown.wallet.max.refundable", "9"))
                .policy();

        assertThat(policy.futureToleranceMillis()).isEqualTo(Duration.ofHours(2).toMillis());
        assertThat(policy.payments())
                .isEqualTo(new PaymentPolicy(
                        300_000,
                        2,
                        List.of(1_800_000L, 7_200_000L),
                        Duration.ofDays(500).toMillis(),
                        7,
                        9));
    }

    @Test
    void shouldPutEachSettingOfJwtsInItsPlace() {
        Map<String, String> settings = new HashMap<>(jwts());
        settings.put("drawdown.access.jwt.algorithms", "EdDSA, ES256");
        settings.put("drawdown.access.jwt.role.claim", "/realm_access/roles");
        settings.put("drawdown.access.jwt.owners.claim", "accounts");
        settings.put("drawdown.access.jwt.clock.skew", "5s");
        settings.put("drawdown.access.jwt.refresh", "1m");
        settings.put("drawdown.access.jwt.keep", "2m");

        assertThat(read(settings).access().jwts())
                .isEqualTo(new JwtSettings(
                        "keys.json",
                        "https://login.example",
                        "drawdown",
                        List.of("EdDSA", "ES256"),
                        "/realm_access/roles",
                        "accounts",
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2)));
    }

    @Test
    void shouldPutEachSettingOfSafetyInItsPlace() {
        SafetyPolicy safety = read(Map.of(
                        "drawdown.safety.factor", "4",
                        "drawdown.safety.spending.hours", "48",
                        "drawdown.safety.spending.percent", "10",
                        "drawdown.safety.recharges", "7",
                        "drawdown.safety.recharge.weeks", "3",
                        "drawdown.safety.failing.wallets", "5",
                        "drawdown.safety.failing.window", "1h"))
                .policy()
                .safety();

        assertThat(safety).isEqualTo(new SafetyPolicy(4, 48, 10, 7, 3, 5, 3_600_000));
    }

    @Test
    void shouldTakeALadderWithoutRungs() {
        assertThat(read(Map.of("drawdown.payment.retry.after", ""))
                        .policy()
                        .payments()
                        .retryAfterMillis())
                .isEmpty();
    }

    @Test
    void shouldPutEachRegistrySettingInItsPlace() {
        RegistrySettings registry = read(Map.of(
                        "drawdown.registry.user", "u",
                        "drawdown.registry.password", "p",
                        "drawdown.registry.truststore.location", "t.p12",
                        "drawdown.registry.truststore.password", "tp",
                        "drawdown.registry.keystore.location", "k.p12",
                        "drawdown.registry.keystore.password", "kp"))
                .registry();

        assertThat(registry)
                .isEqualTo(new RegistrySettings(
                        List.of("http://localhost:8081"),
                        "u",
                        new Secret("p"),
                        NONE,
                        "t.p12",
                        new Secret("tp"),
                        "k.p12",
                        new Secret("kp")));
    }

    @Test
    void shouldPreferTheCommandLineToTheEnvironmentToTheFile() {
        Path file = write("drawdown.http.port=1", "drawdown.http.bind=file", "drawdown.topics.prefix=file.");
        Map<String, String> environment = Map.of("DRAWDOWN_HTTP_PORT", "2", "DRAWDOWN_HTTP_BIND", "environment");

        DrawdownConfig config = ConfigReader.read(file, environment, Map.of("drawdown.http.port", "3"));

        assertThat(config.http())
                .isEqualTo(new HttpSettings("environment", 3, "", Duration.ofSeconds(10), Duration.ofSeconds(5)));
        assertThat(config.topics().prefix()).isEqualTo("file.");
    }

    @Test
    void shouldFillInVariablesAndLeaveOtherDollarsAndBackslashesAlone() {
        Path file = write("drawdown.registry.user=u", "drawdown.registry.password=${REGISTRY_SECRET}");

        DrawdownConfig config = ConfigReader.read(file, Map.of("REGISTRY_SECRET", "a$b\\c=\"d\" "), Map.of());

        assertThat(config.registry().password().value()).isEqualTo("a$b\\c=\"d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br$$oken", "${no one's}", "$${x}", "back\\$slash\\\\", "\\${"})
    void shouldTakeAPasswordOfTheEnvironmentAsItIs(String password) {
        Path file = write("drawdown.registry.user=u", "drawdown.registry.password=${OF_THE_FILE}");

        DrawdownConfig named = ConfigReader.read(file, Map.of("OF_THE_FILE", password), Map.of());
        DrawdownConfig told = ConfigReader.read(
                file, Map.of("OF_THE_FILE", "another", "DRAWDOWN_REGISTRY_PASSWORD", password), Map.of());

        assertThat(named.registry().password().value()).isEqualTo(password);
        assertThat(told.registry().password().value()).isEqualTo(password);
    }

    @Test
    void shouldSayWhichVariableIsMissing() {
        assertThatProblemsOf(Map.of("drawdown.http.bind", "${NO_SUCH_VARIABLE}"))
                .singleElement()
                .asString()
                .startsWith("drawdown.http.bind: Expected every ${NAME} in it to be in the environment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        drawdown.http.prot         | 1         | unknown; did you mean drawdown.http.port?
        drawdown.htpp.port         | 1         | unknown; did you mean drawdown.http.port?
        drawdwon.http.port         | 1         | unknown; did you mean drawdown.http.port?
        drawdown.nothing.like.it.x | 1         | this one is unknown
        drawdown.http.port         | 65536     | Expected a whole number from 0 to 65535, but it is '65536'
        drawdown.http.port         | tcp://x   | Expected a whole number from 0 to 65535, but it is 'tcp://x'
        drawdown.claim.window      | -1d       | Expected a duration such as 100ms, 60s, 5m, 72h or 7d
        drawdown.claim.window      | 30        | Expected a duration such as 100ms, 60s, 5m, 72h or 7d
        drawdown.commit.interval   | 1ms       | Expected a duration from 10ms to 5s, but it is '1ms'
        drawdown.idempotency.window| 0s        | Expected a duration from 1m to 366d
        drawdown.registry.url      | localhost | Expected http:// or https:// addresses
        drawdown.registry.url      | http://a, | Expected http:// or https:// addresses
        drawdown.topics.prefix     | a/        | Expected at most 180 letters, digits
        drawdown.application.id    | ''        | Expected a name
        drawdown.roles             | engines   | but 'engines' is none
        drawdown.roles             | payments  | Expected drawdown.stripe.api.key with the role payments
        drawdown.roles             | engine,notify | Role 'notify' is not available yet
        drawdown.roles             | engine,api | Expected drawdown.access.tokens or drawdown.access.jwt.keys with role api
        drawdown.access.limit      | 10        | Expected a limit such as 100/s, 600/m or 5000/h, or none
        drawdown.access.limit      | 0/s       | Expected a limit such as 100/s, 600/m or 5000/h, or none
        drawdown.access.jwt.keys   | k.json    | Expected drawdown.access.jwt.issuer with it
        drawdown.access.jwt.issuer | https://i | Expected drawdown.access.jwt.keys with it
        drawdown.access.jwt.audience | us      | Expected drawdown.access.jwt.keys with it
        drawdown.access.jwt.algorithms | RS256,HS256 | Expected some of RS256
        drawdown.access.jwt.algorithms | none  | Expected some of RS256
        drawdown.access.jwt.role.claim | ''    | Expected a claim's name
        drawdown.access.jwt.keep   | 10m       | Expected more than drawdown.access.jwt.refresh (600 s)
        drawdown.roles             | api       | Expected role engine with role api
        drawdown.log.level         | loud      | Expected one of ERROR, WARN, INFO, DEBUG, TRACE
        drawdown.registry.user     | u         | Expected drawdown.registry.password with it
        drawdown.registry.password | p         | Expected drawdown.registry.user with it
        drawdown.payment.retry.after | 1h,6     | Expected a duration such as 100ms, 60s, 5m, 72h or 7d
        drawdown.payment.retry.after | 1h,10s   | Expected a duration from 1m to 30d
        drawdown.payment.retry.after | 1h,1h,1h,1h,1h,1h,1h,1h,1h,1h,1h,1h,1h,1h,1h | Expected at most 14 durations
        """)
    void shouldNameAnImpossibleSetting(String key, String value, String problem) {
        assertThatProblemsOf(Map.of(key, value))
                .anySatisfy(text -> assertThat(text).startsWith(key + ":").contains(problem));
    }

    @Test
    void shouldNotAskAgainWhileTheProviderMayStillAnswer() {
        Map<String, String> hasty = Map.of("drawdown.stripe.read.timeout", "55s", "drawdown.payment.answer.time", "1m");
        Map<String, String> patient =
                Map.of("drawdown.stripe.read.timeout", "54s", "drawdown.payment.answer.time", "1m");

        assertThatProblemsOf(hasty)
                .singleElement()
                .asString()
                .startsWith("drawdown.payment.answer.time: Expected more than drawdown.stripe.connect.timeout");
        assertThatProblemsOf(patient).isEmpty();
    }

    @Test
    void shouldNameAllProblemsAtOnce() {
        assertThatProblemsOf(Map.of("drawdown.http.port", "x", "drawdown.roles", "y", "drawdown.z", "z"))
                .hasSize(3);
    }

    @Test
    void shouldNeverShowASecret() {
        Map<String, String> settings = Map.of(
                "drawdown.registry.user", "someone",
                "drawdown.registry.password", "hunter2",
                "kafka.sasl.jaas.config", "password=hunter2",
                "kafka.producer.ssl.key.password", "hunter2");

        assertThat(read(settings).toString()).contains("someone", Secret.MASK).doesNotContain("hunter2");
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(folder.resolve("none.properties"), Map.of(), Map.of()))
                .withMessageContaining("none.properties, but there is none");
    }

    @Test
    void shouldIgnoreVariablesOfTheLauncherAndOfKubernetes() {
        Map<String, String> environment = Map.of(
                "DRAWDOWN_JAVA_OPTS", "-Xmx1g",
                "DRAWDOWN_SERVICE_HOST", "10.0.0.1",
                "DRAWDOWN_PORT", "tcp://10.0.0.1:80",
                "DRAWDOWN_PORT_80_TCP_ADDR", "10.0.0.1",
                "DRAWDOWN_ENGINE_SERVICE_PORT_HTTP", "80",
                "DRAWDOWN", "x",
                "PATH", "/bin");

        assertThat(ConfigReader.read(null, environment, Map.of()).changed()).isEmpty();
    }

    private static ListAssert<String> assertThatProblemsOf(Map<String, String> settings) {
        try {
            read(settings);
        } catch (ConfigException e) {
            return assertThat(e.problems());
        }
        return assertThat(List.<String>of());
    }

    private static DrawdownConfig read(Map<String, String> settings) {
        return ConfigReader.read(null, Map.of(), settings);
    }

    private Path write(String... lines) {
        try {
            return Files.write(folder.resolve("drawdown.properties"), List.of(lines));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
