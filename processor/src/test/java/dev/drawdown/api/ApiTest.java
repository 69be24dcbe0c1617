package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.HttpStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate before every route, and what is read of a request behind it. */
class ApiTest {
    private final List<String> handled = new ArrayList<>();
    private final ApiRig rig = new ApiRig(List.of(
            Route.get("/v1/staff", Audience.STAFF, Subject.NOBODY, this::handle),
            Route.post("/v1/events", Audience.EVENT_SOURCES, Subject.NOBODY, this::handle)
                    .upTo(100),
            Route.post("/v1/wallets", Audience.OPERATORS, Subject.NOBODY, this::handle),
            Route.get("/v1/wallets", Audience.READERS, Subject.QUERIED_OWNER, this::handle),
            Route.get("/v1/wallets/{id}", Audience.READERS, Subject.WALLET, this::handle),
            Route.put("/v1/owners/{id}", Audience.ACCOUNT_HOLDERS, Subject.OWNER, this::handle)));

    private void handle(Call call) {
        handled.add(call.caller().name());
        if (call.context().method().name().equals("POST")) {
            call.body();
        }
        call.answer(HttpStatus.OK, Json.object().put("caller", call.caller().name()));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/staff, 200, 403, 200, 403",
        "POST, /v1/events, 200, 200, 403, 403",
        "POST, /v1/wallets, 200, 403, 403, 403",
        "GET, /v1/wallets?owner_id=own-inc, 200, 403, 200, 200",
        "GET, /v1/wallets?owner_id=foreign-inc, 200, 403, 200, 404",
        "GET, /v1/wallets/own-wallet, 200, 403, 200, 200",
        "GET, /v1/wallets/foreign-wallet, 200, 403, 200, 404",
        "GET, /v1/wallets/no-wallet, 200, 403, 200, 404",
        "PUT, /v1/owners/own-inc, 200, 403, 403, 200",
        "PUT, /v1/owners/foreign-inc, 200, 403, 403, 404",
        "GET, /metrics, 200, 403, 200, 403"
    })
    void shouldLetInWhomARouteNames(String method, String path, int operator, int ingest, int viewer, int customer) {
        Map<AccessRole, Integer> expected = Map.of(
                AccessRole.OPERATOR, operator,
                AccessRole.INGEST, ingest,
                AccessRole.VIEWER, viewer,
                AccessRole.CUSTOMER, customer);
        for (AccessRole role : AccessRole.values()) {
            handled.clear();
            HttpResponse<String> answer =
                    rig.send(method, path, "Bearer " + ApiRig.tokenOf(role), method.equals("POST") ? "{}" : null);

            assertThat(answer.statusCode()).as("%s", role).isEqualTo(expected.get(role));
            assertThat(handled).hasSize(answer.statusCode() == 200 && !path.equals("/metrics") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Basic c2VjcmV0LW9mLW9wZXJhdG9yOg==",
                "secret-of-operator"
            })
    void shouldLetNobodyInWithoutAToken(String authorization) {
        HttpResponse<String> answer =
                rig.send("GET", "/v1/staff", authorization.isEmpty() ? null : authorization, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"drawdown\"");
        assertThat(code(answer)).isEqualTo("UNAUTHORIZED");
        assertThat(answer.body()).contains("Expected a bearer token, but");
        assertThat(handled).isEmpty();
    }

    @Test
    void shouldAskForATokenBeforeAnythingElse() {
        HttpResponse<String> answer = rig.send("POST", "/v1/wallets?x=1", null, "{");

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void shouldNotTellAForeignWalletFromNone() {
        String foreign =
                rig.get("/v1/wallets/foreign-wallet", AccessRole.CUSTOMER).body();
        String none = rig.get("/v1/wallets/no-wallet", AccessRole.CUSTOMER).body();

        assertThat(foreign.replace("foreign-wallet", "no-wallet")).isEqualTo(none);
    }

    @Test
    void shouldRefuseATokenThatHasExpired() throws Exception {
        AccessToken operator = ApiRig.tokens().getFirst();
        TokenFile.write(
                rig.file,
                List.of(new AccessToken("old", operator.role(), operator.sha256(), Set.of(), ApiRig.NOW, null)));
        rig.clockMillis.set(1000);

        HttpResponse<String> answer = rig.get("/v1/staff", AccessRole.OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("it has expired");
    }

    @Test
    void shouldTakeTokensThatAreExchangedWithoutARestart() throws Exception {
        AccessToken next = AccessToken.of("the-operator", AccessRole.OPERATOR, "next", Set.of());
        TokenFile.write(rig.file, List.of(next));
        assertThat(rig.send("GET", "/v1/staff", "Bearer next", null).statusCode())
                .isEqualTo(401);

        rig.clockMillis.set(1000);
        assertThat(rig.send("GET", "/v1/staff", "Bearer next", null).statusCode())
                .isEqualTo(200);
        assertThat(rig.get("/v1/staff", AccessRole.OPERATOR).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldGoOnWithTheTokensFromBeforeWhenTheFileIsBroken() throws Exception {
        Files.writeString(rig.file, "{\"tokens\": [{\"name\": \"x\"}]}");
        rig.clockMillis.set(1000);

        assertThat(rig.get("/v1/staff", AccessRole.OPERATOR).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                          | Expected {"tokens": [...]}
        {"tokens": [{"role": "viewer"}]}                            | to have a name, but one has none
        {"tokens": [{"name": "a", "role": "root", "sha256": "00"}]} | role of a to be operator, ingest, viewer or customer
        {"tokens": [{"name": "a", "role": "viewer", "sha256": "00"}]} | sha256 of a to be 64 hex digits
        {"tokens": [{"name": "a", "token": "x"}]}                   | but found 'token'
        {"tokens": [], "tokens": []}                                | Duplicate
        {"tokens": [                                                | Expected JSON, but in line
        """)
    void shouldSayWhatIsWrongWithAFileOfTokens(String content, String why) throws Exception {
        Files.writeString(rig.file, content);

        assertThatThrownBy(() -> TokenFile.open(rig.file, () -> 0)).hasMessageContaining(why);
    }

    @Test
    void shouldBindACustomerToOwnersAndNobodyElse() {
        assertThatThrownBy(() -> AccessToken.of("a", AccessRole.CUSTOMER, "t", Set.of()))
                .hasMessageContaining("Expected owners of a");
        assertThatThrownBy(() -> AccessToken.of("a", AccessRole.VIEWER, "t", Set.of("o")))
                .hasMessageContaining("Expected owners of a to be absent");
        assertThatThrownBy(() -> Route.get("/x", Audience.READERS, Subject.NOBODY, this::handle))
                .hasMessageContaining("to say whose it is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a": 1} {"b": 2}     | MALFORMED_JSON
        {"a": 1, "a": 2}      | MALFORMED_JSON
        [1]                   | MALFORMED_JSON
        {"a":                 | MALFORMED_JSON
        """)
    void shouldRefuseABodyThatIsNoObject(String body, String code) {
        HttpResponse<String> answer = rig.post("/v1/wallets", AccessRole.OPERATOR, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() {
        HttpResponse<String> answer = rig.post("/v1/events", AccessRole.INGEST, "{\"a\": \"" + "x".repeat(100) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void shouldRefuseABodyOfAnotherKind() {
        HttpResponse<String> answer =
                rig.send(rig.request("/v1/wallets", "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build());

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void shouldNameAParameterThatNobodyKnows() {
        HttpResponse<String> answer = rig.get("/v1/wallets?owner_id=own-inc&ownr=1", AccessRole.VIEWER);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("there is 'ownr'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/wallets", "/v1/wallets?owner_id=", "/v1/wallets?owner_id=own-inc&owner_id=foreign-inc"})
    void shouldNotLetACustomerAskForAllOwners(String path) {
        assertThat(rig.get(path, AccessRole.CUSTOMER).statusCode()).isEqualTo(400);
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/wallets/own-wallet%0d%0aX-Injected:%201",
                "/v1/wallets/own-wallet%00",
                "/v1/wallets/..%2fforeign-wallet",
                "/v1/wallets/own-wallet/../foreign-wallet",
                "/v1/wallets/own-wallet;/../foreign-wallet",
                "/v1/wallets/%2e%2e/staff"
            })
    void shouldTakeNoOtherWalletOutOfACraftedPath(String path) {
        HttpResponse<String> answer = rig.get(path, AccessRole.CUSTOMER);

        assertThat(answer.statusCode()).isIn(400, 403, 404);
        assertThat(answer.headers().firstValue("X-Injected")).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void shouldTellBrowsersToBeCareful() {
        HttpResponse<String> answer = rig.get("/v1/staff", AccessRole.VIEWER);

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void shouldDescribeItselfToWhoeverAsks() {
        HttpResponse<String> answer = rig.get("/openapi.yaml", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1");
    }

    @Test
    void shouldTellTheTimeOfATokensEnd() throws Exception {
        Instant later = ApiRig.NOW.plusSeconds(1);
        AccessToken operator = ApiRig.tokens().getFirst();
        AccessToken ending = new AccessToken("ending", operator.role(), operator.sha256(), Set.of(), later, null);
        TokenFile.write(rig.file, List.of(ending));
        rig.clockMillis.set(1000);

        assertThat(rig.get("/v1/staff", AccessRole.OPERATOR).statusCode()).isEqualTo(200);
    }
}
