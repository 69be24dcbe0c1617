package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.testing.Await;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API on two instances of the real program, over an in-process cluster. */
class HttpApiTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    /** An identity provider's, which signs JWTs. */
    @SuppressWarnings("NullAway.Init")
    private static PublicJsonWebKey key;

    @SuppressWarnings("NullAway.Init")
    private static TwoInstances two;

    @BeforeAll
    static void open() throws Exception {
        key = RsaJwkGenerator.generateJwk(2048);
        Path keys = Files.writeString(folder.resolve("keys.json"), new JsonWebKeySet(key).toJson());
        two = new TwoInstances(
                folder,
                Map.of(
                        "drawdown.roles", "engine,api",
                        "drawdown.access.jwt.keys", keys.toString(),
                        "drawdown.access.jwt.issuer", "https://login.example",
                        "drawdown.access.jwt.audience", "drawdown"));
    }

    @AfterAll
    static void close() {
        two.close();
    }

    @Test
    void shouldReadOnEitherInstanceWhatWasWrittenOnAnother() throws Exception {
        List<Service> instances = two.both();
        int cents = 0;
        assertThat(two.post(two.first, "/v1/wallets", "open-1", """
            {"wallet_id": "reads", "owner_id": "acme-inc", "currency": "USD", "name": "Main"}\
            """).statusCode())
                .isEqualTo(201);
        for (int round = 0; round < 20; round++) {
            Service writer = instances.get(round % 2);
            HttpResponse<String> write = two.post(
                    writer,
                    "/v1/wallets/reads/top-ups",
                    "top-up-" + round,
                    "{\"amount\": \"0.01\", \"collect\": \"RECORDED\", \"reference\": \"r\"}");
            assertThat(write.statusCode()).as(write.body()).isEqualTo(201);
            cents++;
            for (Service reader : instances) {
                JsonNode wallet = ApiClient.json(two.get(reader, "/v1/wallets/reads", "operator"));
                assertThat(new BigDecimal(wallet.path("available").asText()))
                        .isEqualByComparingTo(BigDecimal.valueOf(cents, 2));
            }
        }
    }

    @Test
    void shouldSpreadItsWalletsOverBothInstancesAndReachAll() throws Exception {
        for (int i = 0; i < 8; i++) {
            String body =
                    "{\"wallet_id\": \"spread-%d\", \"owner_id\": \"acme-inc\", \"currency\": \"USD\"}".formatted(i);
            assertThat(two.post(two.first, "/v1/wallets", "spread-" + i, body).statusCode())
                    .isEqualTo(201);
        }

        for (Service instance : two.both()) {
            JsonNode page = ApiClient.json(two.get(instance, "/v1/wallets?owner_id=acme-inc&limit=200", "customer"));
            assertThat(page.path("wallets").findValuesAsText("wallet_id"))
                    .contains(
                            "spread-0",
                            "spread-1",
                            "spread-2",
                            "spread-3",
                            "spread-4",
                            "spread-5",
                            "spread-6",
                            "spread-7");
        }
    }

    @Test
    void shouldAnswerTheSameKeyWithTheFirstOutcomeOnAnyInstance() throws Exception {
        two.post(two.first, "/v1/wallets", "open-2", """
            {"wallet_id": "keys", "owner_id": "acme-inc", "currency": "USD"}\
            """);
        HttpResponse<String> once = two.post(two.first, "/v1/wallets/keys/grants", "grant", "{\"amount\": \"5\"}");
        HttpResponse<String> again = two.post(two.second, "/v1/wallets/keys/grants", "grant", "{\"amount\": \"5\"}");
        HttpResponse<String> other = two.post(two.second, "/v1/wallets/keys/grants", "grant", "{\"amount\": \"6\"}");

        assertThat(once.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(ApiClient.json(once).path("duplicate").asBoolean()).isFalse();
        assertThat(ApiClient.json(again).path("duplicate").asBoolean()).isTrue();
        assertThat(ApiClient.json(again).path("seq"))
                .isEqualTo(ApiClient.json(once).path("seq"));
        assertThat(ApiClient.json(again).path("available"))
                .isEqualTo(ApiClient.json(once).path("available"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(ApiClient.json(other).path("code").asText()).isEqualTo("ID_CONFLICT");
        assertThat(ApiClient.json(two.get(two.first, "/v1/wallets/keys", "viewer"))
                        .path("available")
                        .asText())
                .isEqualTo("5.000000");
    }

    @Test
    void shouldWriteDownWhoAskedForWhatAndWhen() throws Exception {
        Instant before = Instant.now();
        two.post(two.second, "/v1/wallets", "open-3", """
            {"wallet_id": "trail", "owner_id": "acme-inc", "currency": "USD"}\
            """);
        Instant after = Instant.now();

        WalletCommand command = commandTo("trail");
        assertThat(command.getIssuedBy()).isEqualTo("demo-operator");
        assertThat(command.getCommandId()).isEqualTo("api:demo-operator:open-3");
        assertThat(command.getIssuedAt()).isBetween(before.truncatedTo(ChronoUnit.MILLIS), after);
        assertThat(command.getBody()).isInstanceOf(OpenWallet.class);
        CommandOutcome outcome = outcomeOf("api:demo-operator:open-3");
        assertThat(outcome.getWalletId()).isEqualTo("trail");
        assertThat(outcome.getStatus()).isEqualTo("ACCEPTED");
    }

    @Test
    void shouldKnowTheBearerOfAJwtByTheirSubject() throws Exception {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://login.example");
        claims.setAudience("drawdown");
        claims.setSubject("alice@acme.example");
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("role", "operator");
        JsonWebSignature signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        signed.setAlgorithmHeaderValue("RS256");

        HttpResponse<String> answer =
                ApiClient.send(two.first, "POST", "/v1/wallets", signed.getCompactSerialization(), "open-7", """
                    {"wallet_id": "vouched", "owner_id": "acme-inc", "currency": "USD"}\
                    """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String name = "alice@acme.example#https://login.example";
        assertThat(commandTo("vouched").getIssuedBy()).isEqualTo(name);
        assertThat(commandTo("vouched").getCommandId()).isEqualTo("api:" + name + ":open-7");
        assertThat(outcomeOf("api:" + name + ":open-7").getStatus()).isEqualTo("ACCEPTED");
    }

    private static WalletCommand commandTo(String walletId) throws UndecodableException {
        return two.written(Topics.unprefixed().walletCommands, WalletCommand.class).stream()
                .filter(command -> command.getWalletId().equals(walletId))
                .findFirst()
                .orElseThrow();
    }

    private static CommandOutcome outcomeOf(String commandId) throws UndecodableException {
        return two.written(Topics.unprefixed().walletOutcomes, CommandOutcome.class).stream()
                .filter(outcome -> outcome.getCommandId().equals(commandId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldHoldAndCaptureAndRefuseTheRest() throws Exception {
        two.post(two.first, "/v1/wallets", "open-4", """
            {"wallet_id": "holds", "owner_id": "acme-inc", "currency": "USD", "free_amount": "10"}\
            """);

        String hold = "{\"hold_id\": \"h-1\", \"amount\": \"8\", \"ttl_seconds\": 600}";
        assertThat(two.post(two.first, "/v1/wallets/holds/holds", "h", hold).statusCode())
                .isEqualTo(201);
        HttpResponse<String> tooMuch =
                two.post(two.second, "/v1/wallets/holds/holds", "h2", "{\"amount\": \"3\", \"ttl_seconds\": 600}");
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        assertThat(ApiClient.json(tooMuch).path("code").asText()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(two.post(two.second, "/v1/wallets/holds/holds/h-1/capture", "c", "{\"amount\": \"5\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ApiClient.json(two.get(two.first, "/v1/wallets/holds", "viewer"))
                        .path("available")
                        .asText())
                .isEqualTo("5.000000");
    }

    @Test
    void shouldConfigureARuleAndLeaveTheOthers() throws Exception {
        two.post(two.first, "/v1/wallets", "open-5", """
            {"wallet_id": "rules", "owner_id": "acme-inc", "currency": "USD", "settings": {"floor": "-5"}}\
            """);

        HttpResponse<String> patched = two.send(two.second, "PATCH", "/v1/wallets/rules", "customer", "p-1", """
            {"settings": {"auto_recharge": {"enabled": true, "threshold": "10", "mode": "FIXED", "amount": "50",
             "collect": "DIRECT"}}}\
            """);

        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        JsonNode settings = ApiClient.json(two.get(two.first, "/v1/wallets/rules", "customer"))
                .path("settings");
        assertThat(settings.path("auto_recharge").path("threshold").asText()).isEqualTo("10.000000");
        assertThat(settings.path("floor").asText()).isEqualTo("-5.000000");
    }

    @Test
    void shouldKeepBothOfTwoChangesThatAreMadeAtOnce() throws Exception {
        two.post(two.first, "/v1/wallets", "open-8", """
            {"wallet_id": "at-once", "owner_id": "acme-inc", "currency": "USD"}\
            """);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= 10; round++) {
                Future<HttpResponse<String>> terms = patch(threads, two.first, "terms-" + round, "terms_days", round);
                Future<HttpResponse<String>> priority = patch(threads, two.second, "prio-" + round, "priority", round);
                assertThat(terms.get().statusCode()).as(terms.get().body()).isEqualTo(200);
                assertThat(priority.get().statusCode())
                        .as(priority.get().body())
                        .isEqualTo(200);

                JsonNode settings = ApiClient.json(two.get(two.first, "/v1/wallets/at-once", "viewer"))
                        .path("settings");
                assertThat(settings.path("terms_days").asInt()).isEqualTo(round);
                assertThat(settings.path("priority").asInt()).isEqualTo(round);
            }
        }
    }

    private static Future<HttpResponse<String>> patch(
            ExecutorService threads, Service service, String key, String field, int value) {
        String body = "{\"settings\": {\"%s\": %d}}".formatted(field, value);
        return threads.submit(() -> two.send(service, "PATCH", "/v1/wallets/at-once", "operator", key, body));
    }

    @Test
    void shouldAnswerAChangeAsTheFirstTimeThoughSomebodyElseHasMadeAnother() throws Exception {
        two.post(two.first, "/v1/wallets", "open-9", """
            {"wallet_id": "changes", "owner_id": "acme-inc", "currency": "USD"}\
            """);
        String path = "/v1/wallets/changes";
        String change = "{\"settings\": {\"terms_days\": 14}}";
        HttpResponse<String> once = two.send(two.first, "PATCH", path, "operator", "change", change);
        two.send(
                two.second,
                "PATCH",
                path,
                "operator",
                "another",
                "{\"settings\": {\"terms_days\": 60, \"priority\": 7}}");
        HttpResponse<String> again = two.send(two.second, "PATCH", path, "operator", "change", change);
        HttpResponse<String> other = two.send(two.second, "PATCH", path, "operator", "change", "{\"name\": \"Other\"}");

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(ApiClient.json(again).path("duplicate").asBoolean()).isTrue();
        assertThat(ApiClient.json(again).path("seq"))
                .isEqualTo(ApiClient.json(once).path("seq"));
        assertThat(ApiClient.json(other).path("code").asText()).isEqualTo("ID_CONFLICT");
        JsonNode settings = ApiClient.json(two.get(two.first, path, "viewer")).path("settings");
        assertThat(settings.path("terms_days").asInt()).isEqualTo(60);
        assertThat(settings.path("priority").asInt()).isEqualTo(7);
    }

    @Test
    void shouldDebitTheEventsOfABatchOnce() throws Exception {
        two.post(two.first, "/v1/wallets", "open-6", """
            {"wallet_id": "events", "owner_id": "acme-inc", "currency": "USD", "free_amount": "10"}\
            """);
        String batch = IntStream.range(0, 3)
                .mapToObj(HttpApiTest::usage)
                .collect(Collectors.joining(",", "{\"events\": [", "]}"));

        for (Service instance : two.both()) {
            HttpResponse<String> answer = two.send(instance, "POST", "/v1/events", "ingest", null, batch);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(ApiClient.json(answer).path("accepted").asInt()).isEqualTo(3);
        }
        // What comes behind both batches has been decided on after them.
        HttpResponse<String> last = two.post(two.second, "/v1/wallets/events/grants", "last", "{\"amount\": \"0.5\"}");

        assertThat(last.statusCode()).isEqualTo(201);
        Await.until(
                "three debits and a grant",
                LIMIT,
                () -> ApiClient.json(two.get(two.first, "/v1/wallets/events", "viewer"))
                        .path("available")
                        .asText()
                        .equals("7.500000"));
    }

    private static String usage(int number) {
        return """
            {"UsageEvent": {"event_id": "e-%d", "wallet_id": "events", "category": "sms", "amount": "1",
             "occurred_at": "%s"}}\
            """.formatted(number, Instant.now().truncatedTo(ChronoUnit.HOURS));
    }

    @Test
    void shouldKnowAnOwnerAtOnceOnBothInstances() throws Exception {
        HttpResponse<String> put = two.send(two.first, "PUT", "/v1/owners/acme-inc", "operator", "o-1", """
            {"profile": {"company": "Acme Inc."}, "time_zone": "Europe/Oslo", "contacts": ["a@acme.example"]}\
            """);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);

        for (Service instance : two.both()) {
            JsonNode owner = ApiClient.json(two.get(instance, "/v1/owners/acme-inc", "customer"));
            assertThat(owner.path("time_zone").asText()).isEqualTo("Europe/Oslo");
            assertThat(owner.path("profile").path("company").asText()).isEqualTo("Acme Inc.");
        }
        HttpResponse<String> wrong = two.send(two.second, "PUT", "/v1/owners/acme-inc", "operator", "o-2", """
            {"time_zone": "Europe/Atlantis"}\
            """);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(ApiClient.json(wrong).path("code").asText()).isEqualTo("INVALID_SETTINGS");
    }
}
