package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.config.CallLimit;
import io.javalin.http.HttpStatus;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller who calls too often is told, and who is counted together. */
class ApiGateTest {
    private final ApiRig rig = new ApiRig(List.of(
            Route.get("/v1/staff", Audience.STAFF, Subject.NOBODY, ApiGateTest::handle),
            Route.get("/v1/wallets/{id}", Audience.READERS, Subject.WALLET, ApiGateTest::handle)));

    private static void handle(Call call) {
        call.answer(HttpStatus.OK, Json.object());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void limit(AccessRole role, String... limits) throws Exception {
        List<AccessToken> tokens = new ArrayList<>();
        for (String limit : limits) {
            tokens.add(new AccessToken(
                    "limited",
                    role,
                    AccessToken.of("x", AccessRole.VIEWER, "t" + tokens.size(), Set.of())
                            .sha256(),
                    Set.of(),
                    null,
                    CallLimit.parse(limit)));
        }
        TokenFile.write(rig.file, tokens);
        rig.clockMillis.addAndGet(1000);
    }

    private HttpResponse<String> get(String path, String token) {
        return rig.send("GET", path, "Bearer " + token, null);
    }

    private static @Nullable String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Test
    void shouldTellEachCallerHowOftenTheyStillMay() {
        HttpResponse<String> answer = rig.get("/v1/staff", AccessRole.VIEWER);

        assertThat(header(answer, "RateLimit-Limit")).isEqualTo("1000");
        assertThat(header(answer, "RateLimit-Remaining")).isEqualTo("999");
        assertThat(header(answer, "RateLimit-Reset")).isEqualTo("1");
        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("1000;w=1");
        assertThat(header(rig.get("/v1/staff", null), "RateLimit-Limit")).isNull();
    }

    @Test
    void shouldTurnAwayWhoeverCallsTooOftenUntilItIsTime() throws Exception {
        limit(AccessRole.OPERATOR, "2/m");
        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(200);
        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(200);

        HttpResponse<String> answer = get("/v1/staff", "t0");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(code(answer)).isEqualTo("RATE_LIMITED");
        assertThat(json(answer).path("limit").asInt()).isEqualTo(2);
        assertThat(json(answer).path("window_seconds").asInt()).isEqualTo(60);
        assertThat(json(answer).path("detail").asText())
                .isEqualTo("Expected at most 2/m calls by 'limited', but there are more; try again in 30 s.");
        assertThat(header(answer, "Retry-After")).isEqualTo("30");
        assertThat(header(answer, "RateLimit-Remaining")).isEqualTo("0");
        assertThat(header(answer, "RateLimit-Reset")).isEqualTo("60");
        rig.clockMillis.addAndGet(30_000);
        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCountATokenAndTheOneThatItIsExchangedForTogether() throws Exception {
        limit(AccessRole.OPERATOR, "2/m", "2/m");
        get("/v1/staff", "t0");
        get("/v1/staff", "t1");

        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(429);
        assertThat(get("/v1/staff", "t1").statusCode()).isEqualTo(429);
    }

    @Test
    void shouldCountCallsThatAreRefusedForAnotherReason() throws Exception {
        limit(AccessRole.INGEST, "2/m");
        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(403);
        assertThat(get("/v1/wallets/none", "t0").statusCode()).isEqualTo(403);
        assertThat(get("/metrics", "t0").statusCode()).isEqualTo(429);
    }

    @Test
    void shouldCountWhatAnotherInstanceSendsOnByItself() throws Exception {
        limit(AccessRole.OPERATOR, "1/m");
        assertThat(get("/v1/staff", "t0").statusCode()).isEqualTo(200);

        for (int status : new int[] {200, 429}) {
            HttpResponse<String> answer = rig.send(rig.request("/v1/staff", "Bearer t0")
                    .header(Peers.SENT_ON, "1")
                    .build());
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void shouldCountWhomItTurnsAway() throws Exception {
        rig.get("/v1/staff", null);
        rig.get("/v1/staff", AccessRole.INGEST);
        limit(AccessRole.OPERATOR, "1/m");
        get("/v1/staff", "t0");
        get("/v1/staff", "t0");
        rig.clockMillis.addAndGet(60_000);

        assertThat(get("/metrics", "t0").body())
                .contains("drawdown_calls_turned_away_total{code=\"UNAUTHORIZED\"} 1.0")
                .contains("drawdown_calls_turned_away_total{code=\"FORBIDDEN\"} 1.0")
                .contains("drawdown_calls_turned_away_total{code=\"RATE_LIMITED\"} 1.0");
    }

    @Test
    void shouldSayWhatIsWrongWithALimit() throws Exception {
        Files.writeString(
                rig.file,
                "{\"tokens\": [{\"name\": \"a\", \"role\": \"viewer\", \"sha256\": \"%s\", \"limit\": \"10\"}]}"
                        .formatted("0".repeat(64)));

        assertThatThrownBy(() -> TokenFile.open(rig.file, () -> 0))
                .hasMessageContaining("limit of a")
                .hasMessageContaining("Expected a limit such as 100/s");
    }
}
