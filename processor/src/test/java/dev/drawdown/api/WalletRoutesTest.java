package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.drawdown.engine.Wallet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls about wallets become, and what is answered. */
class WalletRoutesTest {
    private final FakeHouse house = new FakeHouse();
    private final ApiRig rig = new ApiRig(house.routes()).heldToTheSpec();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldShowAWallet() {
        HttpResponse<String> answer = rig.get("/v1/wallets/own-wallet", AccessRole.CUSTOMER);

        JsonNode wallet = json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Drawdown-Read-From")).hasValue("active");
        assertThat(wallet.path("available").asText()).isEqualTo("12.500000");
        assertThat(wallet.path("available_credits").asText()).isEqualTo("2.500000");
        assertThat(wallet.path("gate").path("state").asText()).isEqualTo("OPEN");
        assertThat(wallet.path("settings").path("billing_mode").asText()).isEqualTo("PREPAID");
        assertThat(wallet.path("expires_at").isNull()).isTrue();
    }

    @Test
    void shouldShowTranchesInTheirBurnOrder() {
        JsonNode tranche = json(rig.get("/v1/wallets/own-wallet/tranches", AccessRole.VIEWER))
                .path("tranches")
                .path(0);

        assertThat(tranche.path("tranche_id").asText()).isEqualTo("T1");
        assertThat(tranche.path("pool").asText()).isEqualTo("PROMOTIONAL");
        assertThat(tranche.path("remaining").asText()).isEqualTo("12.500000");
        assertThat(tranche.path("scope").path("charge_scope").asText()).isEqualTo("USAGE");
    }

    @Test
    void shouldListAnOwnersWalletsPageByPage() {
        house.wallets.put("own-2", FakeHouse.wallet("own-2", ApiRig.OWN));

        JsonNode first = json(rig.get("/v1/wallets?owner_id=own-inc&limit=1", AccessRole.CUSTOMER));
        JsonNode second = json(rig.get("/v1/wallets?owner_id=own-inc&limit=1&cursor=own-2", AccessRole.CUSTOMER));

        assertThat(first.path("wallets").path(0).path("wallet_id").asText()).isEqualTo("own-2");
        assertThat(first.path("next_cursor").asText()).isEqualTo("own-2");
        assertThat(second.path("wallets").path(0).path("wallet_id").asText()).isEqualTo("own-wallet");
    }

    @Test
    void shouldOpenAWalletUnderAnIdOfItsOwn() {
        HttpResponse<String> answer = rig.send(keyed("/v1/wallets", "k-1", """
            {"owner_id": "own-inc", "currency": "USD", "top_up":
             {"amount": "25.00", "collect": "RECORDED", "reference": "wire 4711"}}\
            """));

        CommandPort.Command command = house.toWallets.getLast();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(command.kind()).isEqualTo("OpenWallet");
        assertThat(command.id()).isEqualTo("api:the-operator:k-1");
        assertThat(command.issuedBy()).isEqualTo("the-operator");
        assertThat(answer.headers().firstValue("Location")).hasValue("/v1/wallets/" + command.to());
        assertThat(json(answer).path("wallet_id").asText()).isEqualTo(command.to());

        rig.send(keyed("/v1/wallets", "k-1", "{\"owner_id\": \"own-inc\", \"currency\": \"USD\"}"));
        assertThat(house.toWallets.getLast().to()).isEqualTo(command.to());
    }

    @Test
    void shouldMakeAKeyForACallWithoutOneAndTellIt() {
        HttpResponse<String> answer =
                rig.post("/v1/wallets/own-wallet/grants", AccessRole.OPERATOR, "{\"amount\": \"1\"}");

        String key = answer.headers().firstValue("Idempotency-Key").orElseThrow();
        assertThat(json(answer).path("command_id").asText()).isEqualTo("api:the-operator:" + key);
    }

    @Test
    void shouldRefuseAKeyThatIsNone() {
        HttpResponse<String> answer = rig.send(keyed("/v1/wallets/own-wallet/grants", "a b", "{\"amount\": \"1\"}"));

        assertThat(code(answer)).isEqualTo("INVALID_IDEMPOTENCY_KEY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /v1/wallets/own-wallet/top-ups     | {"amount": "1", "collect": "CARD"}          | TopUp
        /v1/wallets/own-wallet/grants      | {"amount": "1"}                             | Grant
        /v1/wallets/own-wallet/deductions  | {"amount": "1"}                             | Deduct
        /v1/wallets/own-wallet/card-charges | {"amount": "1", "description": "x"}        | ChargeCard
        /v1/wallets/own-wallet/adjustments | {"amount": "-1", "reason": "x"}             | Adjust
        /v1/wallets/own-wallet/holds       | {"amount": "1", "ttl_seconds": 60}          | PlaceHold
        /v1/wallets/own-wallet/holds/h/capture | {"amount": "1"}                         | CaptureHold
        /v1/wallets/own-wallet/holds/h/release | {}                                      | ReleaseHold
        /v1/wallets/own-wallet/freeze      | {"reason": "odd"}                           | FreezeWallet
        /v1/wallets/own-wallet/unfreeze    | {}                                          | UnfreezeWallet
        /v1/wallets/own-wallet/terminate   | {}                                          | TerminateWallet
        """)
    void shouldSendTheCommandOfARoute(String path, String body, String kind) {
        HttpResponse<String> answer = rig.post(path, AccessRole.OPERATOR, body);

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        assertThat(house.toWallets.getLast().kind()).isEqualTo(kind);
        assertThat(house.toWallets.getLast().to()).isEqualTo("own-wallet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /v1/wallets/own-wallet/top-ups | {"amont": "1", "collect": "CARD"}      | Expected amont to be a field of TopUp
        /v1/wallets/own-wallet/top-ups | {"collect": "CARD"}                    | Expected amount to be there
        /v1/wallets/own-wallet/top-ups | {"amount": "1.1234567", "collect": "CARD"} | Expected amount to be a decimal
        /v1/wallets/own-wallet/top-ups | {"amount": "1e99999999", "collect": "CARD"} | Expected amount to be a decimal
        /v1/wallets/own-wallet/holds   | {"amount": "1", "ttl_seconds": "60"}   | Expected ttl_seconds to be a whole number
        /v1/wallets/own-wallet/holds   | {"amount": "1", "ttl_seconds": 6, "hold_id": "a/b"} | Expected hold_id to be 1 to
        /v1/wallets/own-wallet/holds/h/capture | {"hold_id": "other"}           | Expected no hold_id in the body
        /v1/wallets                    | {"currency": "USD"}                    | Expected owner_id to be 1 to 200
        /v1/wallets                    | {"owner_id": "o", "currency": "USD", "settings": {"flor": "1"}} | Expected settings.flor
        """)
    void shouldNameWhatDoesNotFit(String path, String body, String why) {
        HttpResponse<String> answer = rig.post(path, AccessRole.OPERATOR, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(why);
        assertThat(house.toWallets).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ID_CONFLICT, 409",
        "WALLET_FROZEN, 409",
        "HOLD_ALREADY_CAPTURED, 409",
        "INSUFFICIENT_FUNDS, 422",
        "INVALID_SETTINGS, 422",
        "SOMETHING_NEW, 422"
    })
    void shouldAnswerARefusalByItsCode(String code, int status) {
        house.reply = FakeHouse.decided(
                new CommandPort.Command("c-1", "own-wallet", "x", "Grant", Json.object()), "REJECTED", code);

        HttpResponse<String> answer =
                rig.post("/v1/wallets/own-wallet/grants", AccessRole.OPERATOR, "{\"amount\": \"1\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(code(answer)).isEqualTo(code);
        assertThat(json(answer).path("command_id").asText()).isEqualTo("c-1");
        assertThat(json(answer).path("available").asText()).isEqualTo("12.500000");
    }

    @Test
    void shouldSayWhereToLookWhenTheOutcomeTakesLong() {
        house.reply = new CommandPort.Reply.Pending();

        HttpResponse<String> answer = rig.send(keyed("/v1/wallets/own-wallet/grants", "k", "{\"amount\": \"1\"}"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("status").asText()).isEqualTo("PENDING");
        assertThat(json(answer).path("command_id").asText()).isEqualTo("api:the-operator:k");
    }

    @Test
    void shouldAskForTheSameKeyWhenTheBrokerCannotBeReached() {
        house.reply = new CommandPort.Reply.Unknown("it is away");

        HttpResponse<String> answer =
                rig.post("/v1/wallets/own-wallet/grants", AccessRole.OPERATOR, "{\"amount\": \"1\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(code(answer)).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void shouldSendNothingToAWalletThatIsNotThere() {
        HttpResponse<String> answer =
                rig.post("/v1/wallets/no-wallet/grants", AccessRole.OPERATOR, "{\"amount\": \"1\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(house.toWallets).isEmpty();
    }

    @Test
    void shouldAnswerAWriteOnceTheReadModelsKnowOfIt() {
        rig.send(keyed("/v1/wallets/own-wallet/grants", "k-1", "{\"amount\": \"5\"}"));
        assertThat(house.witnessed).containsExactly("own-wallet api:the-operator:k-1");

        house.reply = FakeHouse.decided(
                new CommandPort.Command("c", "own-wallet", "x", "GrantCredit", Json.object()),
                "REJECTED",
                "INSUFFICIENT_FUNDS");
        rig.send(keyed("/v1/wallets/own-wallet/grants", "k-2", "{\"amount\": \"5\"}"));
        assertThat(house.witnessed).as("what is refused changes nothing").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"amount": "10", "collect": "CARD"}                        | 201
        {"amount": "10", "collect": "INVOICE"}                     | 201
        {"amount": "10", "collect": "RECORDED", "reference": "x"}  | 403
        {"amount": "10", "collect": "RECORDED"}                    | 403
        {"amount": "10", "collect": "CARD", "free_amount": "5"}    | 403
        {"amount": "10", "collect": "CARD", "payer_id": "other"}   | 403
        """)
    void shouldLetCustomersPayInTheirOwnMoneyOnly(String topUp, int status) {
        HttpResponse<String> answer = rig.post("/v1/wallets/own-wallet/top-ups", AccessRole.CUSTOMER, topUp);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(house.toWallets).hasSize(status == 201 ? 1 : 0);
    }

    @Test
    void shouldReadFromTheInstanceThatHasTheWallet() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Drawdown-Sent-On"));
            byte[] body = WalletJson.of(FakeHouse.wallet("own-wallet", ApiRig.OWN))
                    .put("available_usd", "12.500000")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Drawdown-Answered", "1");
            exchange.getResponseHeaders().set("Drawdown-Read-From", "standby");
            exchange.getResponseHeaders().set("Drawdown-Read-Behind", "7");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try {
            house.found = new Found.Elsewhere<>(List.of(
                    URI.create("http://127.0.0.1:1"),
                    URI.create("http://127.0.0.1:" + other.getAddress().getPort())));

            HttpResponse<String> answer = rig.get("/v1/wallets/own-wallet", AccessRole.VIEWER);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).path("owner_id").asText()).isEqualTo("own-inc");
            assertThat(answer.headers().firstValue("Drawdown-Read-From")).hasValue("standby");
            assertThat(answer.headers().firstValue("Drawdown-Read-Behind")).hasValue("7");
            assertThat(asked.get()).isEqualTo("/v1/wallets/own-wallet Bearer secret-of-viewer /v1/wallets/own-wallet");
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEHIND", "UNKNOWN", "ELSEWHERE"})
    void shouldSayThatNobodyCanTellRatherThanTellWhatIsOld(String what) {
        Found<Wallet> found = switch (what) {
            case "BEHIND" -> new Found.Behind<>();
            case "UNKNOWN" -> new Found.Unknown<>("it moves");
            default -> new Found.Elsewhere<>(List.of(URI.create("http://127.0.0.1:1")));
        };
        house.found = found;

        HttpResponse<String> answer = rig.get("/v1/wallets/own-wallet", AccessRole.VIEWER);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(code(answer)).isEqualTo("NOT_AVAILABLE_NOW");
    }

    private HttpRequest keyed(String path, String key, String body) {
        return rig.request(path, "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR))
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
