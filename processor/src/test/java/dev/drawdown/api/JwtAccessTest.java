package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drawdown.api.jwt.JwtVerifier;
import dev.drawdown.config.DrawdownConfig.JwtSettings;
import io.javalin.http.HttpStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is let in by a JWT, with real keys and a server that publishes them. */
class JwtAccessTest {
    private static final PublicJsonWebKey RSA = FakeIssuer.key("RS256", "rsa-1");
    private static final PublicJsonWebKey EC = FakeIssuer.key("ES256", "ec-1");
    private static final PublicJsonWebKey ED = FakeIssuer.key("EdDSA", "ed-1");

    private final FakeIssuer issuer = new FakeIssuer();
    private final AtomicLong clockMillis = new AtomicLong(1_000_000);
    private final List<Caller> callers = new ArrayList<>();
    private @Nullable ApiRig opened;
    private @Nullable JwtAccess jwts;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
        if (jwts != null) {
            jwts.close();
        }
        issuer.close();
    }

    private static JwtSettings settings(String keys, String roleClaim) {
        return new JwtSettings(
                keys,
                FakeIssuer.NAME,
                FakeIssuer.AUDIENCE,
                List.of("RS256", "ES256", "EdDSA"),
                roleClaim,
                "owners",
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(1));
    }

    private ApiRig open(JwtSettings settings) {
        JwtAccess access =
                new JwtAccess(JwtVerifier.open(settings, clockMillis::get, () -> ApiRig.NOW, Runnable::run), settings);
        jwts = access;
        ApiRig rig = new ApiRig(
                List.of(
                        Route.get("/v1/staff", Audience.STAFF, Subject.NOBODY, this::handle),
                        Route.get("/v1/wallets/{id}", Audience.READERS, Subject.WALLET, this::handle)),
                access);
        opened = rig;
        return rig;
    }

    private ApiRig open() {
        issuer.publish(RSA, EC, ED);
        return open(settings(issuer.address(), "role"));
    }

    private void handle(Call call) {
        callers.add(call.caller());
        call.answer(HttpStatus.OK, Json.object());
    }

    private static HttpResponse<String> get(ApiRig rig, String token) {
        return get(rig, "/v1/staff", token);
    }

    private static HttpResponse<String> get(ApiRig rig, String path, String token) {
        return rig.send("GET", path, "Bearer " + token, null);
    }

    private static PublicJsonWebKey keyFor(String algorithm) {
        return switch (algorithm) {
            case "ES256" -> EC;
            case "EdDSA" -> ED;
            default -> RSA;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void shouldLetInWhomTheIssuerVouchesFor(String algorithm) {
        HttpResponse<String> answer = get(open(), FakeIssuer.token(keyFor(algorithm), algorithm));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(callers.getLast().name()).isEqualTo("alice#https://login.example/shop");
        assertThat(callers.getLast().role()).isEqualTo(AccessRole.OPERATOR);
    }

    @Test
    void shouldTakeTheFilesTokensBeside() {
        assertThat(open().get("/v1/staff", AccessRole.VIEWER).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"operator, 200", "viewer, 200", "ingest, 403", "customer, 403", "root, 403", "OPERATOR, 403", "'', 403"
    })
    void shouldHoldABearerToTheRoleThatTheirTokenSays(String role, int status) {
        String token = FakeIssuer.token(RSA, "RS256", claims -> {
            claims.setClaim("role", role);
            claims.setClaim("owners", List.of(ApiRig.OWN));
        });

        assertThat(get(open(), token).statusCode()).isEqualTo(status);
    }

    @Test
    void shouldLetNobodyInWhoseRoleIsNotSaidOnce() {
        ApiRig rig = open();
        for (Object roles : List.of(List.of("operator", "viewer"), Map.of("operator", true), 7, List.of(7))) {
            HttpResponse<String> answer =
                    get(rig, FakeIssuer.token(RSA, "RS256", claims -> claims.setClaim("role", roles)));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(code(answer)).isEqualTo("FORBIDDEN_TOKEN");
        }
        HttpResponse<String> none = get(rig, FakeIssuer.token(RSA, "RS256", claims -> claims.unsetClaim("role")));
        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(none.body()).contains("in role of the JWT, but there is none");
    }

    @Test
    void shouldFindARoleAmongOthersWhereTheProviderKeepsThem() {
        issuer.publish(RSA);
        ApiRig rig = open(settings(issuer.address(), "/resource_access/a~1b/roles"));

        String token = FakeIssuer.token(
                RSA,
                "RS256",
                claims -> claims.setClaim(
                        "resource_access", Map.of("a/b", Map.of("roles", List.of("offline_access", "viewer")))));

        assertThat(get(rig, token).statusCode()).isEqualTo(200);
        assertThat(callers.getLast().role()).isEqualTo(AccessRole.VIEWER);
        assertThat(get(rig, FakeIssuer.token(RSA, "RS256")).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldShowACustomerWhatTheirOwnersHaveAndNothingElse() {
        ApiRig rig = open();
        String token = FakeIssuer.token(RSA, "RS256", claims -> {
            claims.setClaim("role", "customer");
            claims.setClaim("owners", ApiRig.OWN);
        });
        String unbound = FakeIssuer.token(RSA, "RS256", claims -> claims.setClaim("role", "customer"));

        assertThat(get(rig, "/v1/wallets/own-wallet", token).statusCode()).isEqualTo(200);
        assertThat(get(rig, "/v1/wallets/foreign-wallet", token).statusCode()).isEqualTo(404);
        assertThat(get(rig, "/v1/wallets/own-wallet", unbound).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldKeepSubjectsApartWhateverTheyAreMadeOf() {
        ApiRig rig = open();
        for (String subject : List.of("auth0|7", "a:b", "a#b", "a b", "Ærlig", "a@b.example")) {
            get(rig, FakeIssuer.token(RSA, "RS256", claims -> claims.setSubject(subject)));
        }

        assertThat(callers)
                .extracting(Caller::name)
                .containsExactly(
                        "auth0%7C7#" + FakeIssuer.NAME,
                        "a%3Ab#" + FakeIssuer.NAME,
                        "a%23b#" + FakeIssuer.NAME,
                        "a+b#" + FakeIssuer.NAME,
                        "%C3%86rlig#" + FakeIssuer.NAME,
                        "a@b.example#" + FakeIssuer.NAME);
        String endless = FakeIssuer.token(RSA, "RS256", claims -> claims.setSubject("x".repeat(300)));
        assertThat(get(rig, endless).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"-29, 200", "-31, 401"})
    void shouldAllowForClocksThatDifferALittleAtTheEnd(int secondsFromNow, int status) {
        String token = FakeIssuer.token(
                RSA, "RS256", claims -> FakeIssuer.expire(claims, ApiRig.NOW.plusSeconds(secondsFromNow)));

        HttpResponse<String> answer = get(open(), token);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().contains("it is a JWT that has expired")).isEqualTo(status == 401);
    }

    @ParameterizedTest
    @CsvSource({"29, 200", "31, 401"})
    void shouldAllowForClocksThatDifferALittleAtTheBeginning(int secondsFromNow, int status) {
        String token = FakeIssuer.token(
                RSA,
                "RS256",
                claims -> claims.setNotBefore(NumericDate.fromSeconds(
                        ApiRig.NOW.plusSeconds(secondsFromNow).getEpochSecond())));

        HttpResponse<String> answer = get(open(), token);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().contains("that is not valid yet")).isEqualTo(status == 401);
    }

    @Test
    void shouldRefuseWhatIsNotForUsOrNotFromThere() {
        ApiRig rig = open();
        Map<String, Consumer<JwtClaims>> wrong = Map.of(
                "of another issuer than https://login.example/shop", claims -> claims.setIssuer(FakeIssuer.NAME + "/"),
                "of another issuer", claims -> claims.unsetClaim("iss"),
                "for another audience than drawdown", claims -> claims.setAudience("billing"),
                "for another audience", claims -> claims.unsetClaim("aud"),
                "that never expires", claims -> claims.unsetClaim("exp"),
                "that does not say whose it is", claims -> claims.unsetClaim("sub"),
                "that does not say whose", claims -> claims.setSubject(" "),
                "that cannot be read", claims -> claims.setClaim("exp", "tomorrow"));

        wrong.forEach((why, change) -> {
            HttpResponse<String> answer = get(rig, FakeIssuer.token(RSA, "RS256", change));
            assertThat(answer.statusCode()).as(why).isEqualTo(401);
            assertThat(code(answer)).isEqualTo("UNAUTHORIZED");
            assertThat(answer.body()).contains(why).doesNotContain("alice");
        });
        assertThat(callers).isEmpty();
        assertThat(get(rig, FakeIssuer.token(RSA, "RS256", claims -> claims.setAudience("billing", "drawdown")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatIsForged() {
        ApiRig rig = open();
        String good = FakeIssuer.token(RSA, "RS256");
        String[] parts = good.split("\\.", -1);
        PublicJsonWebKey another = FakeIssuer.key("RS256", "rsa-1");
        String claims = FakeIssuer.claims().toJson();
        byte[] publicKey = RSA.getPublicKey().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        String root = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("alice", "mallory").getBytes(StandardCharsets.UTF_8));

        List<String> forged = List.of(
                // Tampered with, cut off, or signed by somebody else.
                parts[0] + "." + root + "." + parts[2],
                good.substring(0, good.length() - 4),
                parts[0] + "." + parts[1] + ".",
                FakeIssuer.token(another, "RS256"),
                "a.b.c",
                // Not signed at all.
                FakeIssuer.sign(claims, "none", _ -> {}),
                header("{\"alg\": \"None\"}") + "." + parts[1] + ".",
                header("{}") + "." + parts[1] + "." + parts[2],
                // Signed by a secret that everybody knows: the public key.
                hmac(claims, publicKey),
                hmac(claims, pem),
                // By another algorithm than is taken, or than the key is for.
                FakeIssuer.token(RSA, "RS512"),
                FakeIssuer.sign(claims, "RS256", signature -> {
                    signature.setKey(another.getPrivateKey());
                    signature.setKeyIdHeaderValue("ec-1");
                }),
                // By a key that it brings along, or says where to find.
                FakeIssuer.sign(claims, "RS256", signature -> {
                    signature.setKey(another.getPrivateKey());
                    signature.setJwkHeader(another);
                }),
                FakeIssuer.sign(claims, "RS256", signature -> {
                    signature.setKey(another.getPrivateKey());
                    signature.setHeader("jku", "http://127.0.0.1:1/keys");
                }));

        for (String token : forged) {
            HttpResponse<String> answer = get(rig, token);
            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("alice").doesNotContain("mallory");
        }
        assertThat(callers).isEmpty();
    }

    private static String hmac(String claims, byte[] secret) {
        return FakeIssuer.sign(claims, "HS256", signature -> {
            signature.setKey(new HmacKey(secret));
            signature.setKeyIdHeaderValue("rsa-1");
        });
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldFindTheKeyOfATokenThatNamesNone() {
        PublicJsonWebKey other = FakeIssuer.key("RS256", "rsa-2");
        issuer.publish(other, RSA);
        ApiRig rig = open(settings(issuer.address(), "role"));
        String unnamed = FakeIssuer.sign(
                FakeIssuer.claims().toJson(), "RS256", signature -> signature.setKey(RSA.getPrivateKey()));
        PublicJsonWebKey stranger = FakeIssuer.key("RS256", "rsa-3");
        String forged = FakeIssuer.sign(
                FakeIssuer.claims().toJson(), "RS256", signature -> signature.setKey(stranger.getPrivateKey()));

        assertThat(get(rig, unnamed).statusCode()).isEqualTo(200);
        assertThat(get(rig, forged).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldTakeAKeyThatIsNewAndNoMoreTheOldOne() {
        ApiRig rig = open();
        PublicJsonWebKey next = FakeIssuer.key("ES256", "ec-2");
        String old = FakeIssuer.token(EC, "ES256");
        String news = FakeIssuer.token(next, "ES256");
        assertThat(get(rig, old).statusCode()).isEqualTo(200);
        issuer.publish(next);

        HttpResponse<String> tooSoon = get(rig, news);
        assertThat(tooSoon.statusCode()).isEqualTo(401);
        assertThat(tooSoon.body()).contains("try again in 5 s");
        clockMillis.addAndGet(5_000);

        assertThat(get(rig, news).statusCode()).isEqualTo(200);
        assertThat(get(rig, old).statusCode()).isEqualTo(401);
        assertThat(issuer.reads).hasValue(2);
    }

    @Test
    void shouldNotAskTheIssuerForEveryKeyThatSomebodyMakesUp() {
        ApiRig rig = open();
        PublicJsonWebKey mine = FakeIssuer.key("ES256", "");
        clockMillis.addAndGet(5_000);

        for (int i = 0; i < 200; i++) {
            mine.setKeyId("made-up-" + i);
            assertThat(get(rig, FakeIssuer.token(mine, "ES256")).statusCode()).isEqualTo(401);
        }

        assertThat(issuer.reads).hasValue(2);
        assertThat(get(rig, FakeIssuer.token(EC, "ES256")).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldLetNobodyWaitForAnIssuerThatIsAwayButThoseWhoNeedIt() {
        issuer.status = 500;
        issuer.publish(RSA);
        ApiRig rig = open(settings(issuer.address(), "role"));
        String token = FakeIssuer.token(RSA, "RS256");

        HttpResponse<String> away = get(rig, token);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(code(away)).isEqualTo("TOKEN_KEYS_AWAY");
        assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(rig.get("/v1/staff", AccessRole.VIEWER).statusCode()).isEqualTo(200);
        assertThat(get(rig, "a.b.c").statusCode()).isEqualTo(401);
        assertThat(issuer.reads).hasValue(1);

        issuer.status = 200;
        clockMillis.addAndGet(5_000);
        assertThat(get(rig, token).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldGoOnWithTheKeysFromBeforeForAnHourWhileTheIssuerIsAway() {
        ApiRig rig = open();
        String token = FakeIssuer.token(RSA, "RS256");
        issuer.status = 503;

        clockMillis.addAndGet(3_599_999);
        assertThat(get(rig, token).statusCode()).isEqualTo(200);
        PublicJsonWebKey next = FakeIssuer.key("ES256", "ec-2");
        assertThat(get(rig, FakeIssuer.token(next, "ES256")).statusCode()).isEqualTo(503);

        clockMillis.addAndGet(1);
        assertThat(get(rig, token).statusCode()).isEqualTo(503);
        assertThat(rig.get("/v1/staff", AccessRole.VIEWER).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldReadKeysFromAFile() throws Exception {
        Path file = folder.resolve("keys.json");
        assertThatThrownBy(() -> open(settings(file.toString(), "role")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a JSON Web Key Set in " + file);

        Files.writeString(file, "{\"keys\": [" + ED.toJson() + "]}");
        ApiRig rig = open(settings(file.toString(), "role"));

        assertThat(get(rig, FakeIssuer.token(ED, "EdDSA")).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellTheLogNothingOfAToken() {
        Logger ours = (Logger) LoggerFactory.getLogger("dev.drawdown");
        Level before = ours.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ours.setLevel(Level.TRACE);
        ours.addAppender(log);
        try {
            ApiRig rig = open();
            String expired =
                    FakeIssuer.token(RSA, "RS256", claims -> FakeIssuer.expire(claims, ApiRig.NOW.minusSeconds(99)));
            String unknown = FakeIssuer.token(FakeIssuer.key("ES256", "whose"), "ES256");
            get(rig, FakeIssuer.token(RSA, "RS256"));
            get(rig, expired);
            get(rig, unknown);
            issuer.status = 500;
            clockMillis.addAndGet(5_000);
            get(rig, unknown);

            assertThat(log.list).isNotEmpty();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain("alice")
                            .doesNotContain("whose")
                            .doesNotContain(expired)
                            .doesNotContain(unknown));
        } finally {
            ours.detachAppender(log);
            ours.setLevel(before);
        }
    }

    @Test
    void shouldSayHowOldTheKeysAre() {
        open();
        clockMillis.addAndGet(61_000);
        try (Metrics metrics = new Metrics()) {
            Objects.requireNonNull(jwts).bindTo(metrics);

            assertThat(metrics.scrape()).contains("drawdown_access_jwt_keys_age_seconds 61.0");
        }
    }
}
