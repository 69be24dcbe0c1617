package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every route asks of a call, and says in every answer, whatever its own code does. */
class StrictnessTest {
    private static final Map<String, String> SAFE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private final FakeHouse house = new FakeHouse();
    private final ApiRig rig = new ApiRig(house.routes());

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Route> writes() {
        return house.routes().stream().filter(route -> route.maxBodyBytes() > 0).toList();
    }

    private static String path(Route route) {
        String path = route.path()
                .replace("/wallets/{id}", "/wallets/own-wallet")
                .replace("/owners/{id}", "/owners/" + ApiRig.OWN)
                .replaceAll("[{<][a-z_]+[>}]", "some");
        return route.query().contains("owner_id") ? path + "?owner_id=" + ApiRig.OWN : path;
    }

    private HttpRequest.Builder request(Route route) {
        return rig.request(path(route), "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR));
    }

    private HttpResponse<String> send(Route route, String type, String body) {
        return rig.send(request(route)
                .header("Content-Type", type)
                .method(route.method().name(), HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void shouldNameAFieldThatNoRouteKnows() {
        for (Route route : writes()) {
            HttpResponse<String> answer = send(route, "application/json", "{\"unheard_of\": 1}");

            assertThat(answer.statusCode())
                    .as("%s: %s", path(route), answer.body())
                    .isEqualTo(400);
            assertThat(code(answer)).isEqualTo("INVALID_BODY");
            if (!route.path().equals("/v1/events") && !route.path().equals("/v1/wallets")) {
                assertThat(answer.body()).as("%s", path(route)).contains("unheard_of");
            }
        }
        assertThat(house.toWallets).isEmpty();
        assertThat(house.toOwners).isEmpty();
        assertThat(house.puts).isEmpty();
        assertThat(house.sent).isEmpty();
    }

    @Test
    void shouldNameAFieldThatNobodyKnowsWithinAnother() {
        HttpResponse<String> opening = rig.post("/v1/wallets", AccessRole.OPERATOR, """
            {"owner_id": "own-inc", "currency": "USD", "unheard_of": 1}\
            """);
        HttpResponse<String> nested = rig.post("/v1/wallets", AccessRole.OPERATOR, """
            {"owner_id": "own-inc", "currency": "USD", "settings": {"auto_recharge": {"treshold": "5"}}}\
            """);
        HttpResponse<String> patched = rig.send(
                "PATCH",
                "/v1/wallets/own-wallet",
                "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER),
                "{\"settings\": {\"alerts\": {\"warning\": {\"valu\": \"5\"}}}}");

        assertThat(opening.statusCode()).isEqualTo(400);
        assertThat(opening.body()).contains("unheard_of");
        assertThat(nested.statusCode()).isEqualTo(400);
        assertThat(nested.body()).contains("treshold");
        assertThat(patched.statusCode()).isEqualTo(400);
        assertThat(patched.body()).contains("valu");
        assertThat(house.toWallets).isEmpty();
    }

    @Test
    void shouldNameAParameterThatNoRouteKnows() {
        for (Route route : house.routes()) {
            String path = path(route) + (path(route).contains("?") ? "&" : "?") + "unheard_of=1";
            HttpResponse<String> answer = rig.send(rig.request(path, "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR))
                    .header("Content-Type", "application/json")
                    .method(route.method().name(), HttpRequest.BodyPublishers.ofString("{}"))
                    .build());

            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("INVALID_QUERY");
            assertThat(answer.body()).contains("unheard_of");
        }
    }

    @Test
    void shouldTakeNoLargerBodyThanARouteSays() {
        for (Route route : writes()) {
            String body = "{\"unheard_of\": \"" + "x".repeat(route.maxBodyBytes()) + "\"}";

            HttpResponse<String> answer = send(route, "application/json", body);

            assertThat(answer.statusCode())
                    .as("%s: %s", path(route), answer.body())
                    .isEqualTo(413);
            assertThat(code(answer)).isEqualTo("BODY_TOO_LARGE");
        }
    }

    @Test
    void shouldTakeNothingButJson() {
        for (Route route : writes()) {
            assertThat(send(route, "application/x-www-form-urlencoded", "{}").statusCode())
                    .as("%s", path(route))
                    .isEqualTo(415);
            for (String body : List.of("[1]", "\"text\"", "{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\":", "nul\0l")) {
                HttpResponse<String> answer = send(route, "application/json", body);
                assertThat(answer.statusCode()).as("%s: %s", path(route), body).isEqualTo(400);
                assertThat(code(answer)).isEqualTo("MALFORMED_JSON");
            }
        }
    }

    @Test
    void shouldSurviveJsonThatIsDeepLongOrHuge() {
        String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);
        String hugeNumber = "{\"amount\": 1e999999999}";
        String hugeText = "{\"amount\": \"1e999999999\"}";
        String longNumber = "{\"amount\": " + "9".repeat(20_000) + "}";
        for (String body : List.of(deep, hugeNumber, hugeText, longNumber)) {
            HttpResponse<String> answer = rig.post("/v1/wallets/own-wallet/grants", AccessRole.OPERATOR, body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(house.toWallets).isEmpty();
    }

    @Test
    void shouldTellBrowsersToBeCarefulInEveryAnswer() {
        for (Route route : house.routes()) {
            for (AccessRole role : AccessRole.values()) {
                HttpResponse<String> answer = rig.send(rig.request(path(route), "Bearer " + ApiRig.tokenOf(role))
                        .header("Content-Type", "application/json")
                        .method(route.method().name(), HttpRequest.BodyPublishers.ofString("{}"))
                        .build());
                assertSafe(answer);
            }
        }
        for (String path : List.of("/v1/nothing", "/health/live", "/metrics", "/openapi.yaml", "/v1/wallets?x=1")) {
            assertSafe(rig.get(path, null));
        }
    }

    private static void assertSafe(HttpResponse<String> answer) {
        SAFE.forEach((name, value) -> assertThat(answer.headers().firstValue(name))
                .as("%s of %d of %s", name, answer.statusCode(), answer.uri())
                .hasValue(value));
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }
}
