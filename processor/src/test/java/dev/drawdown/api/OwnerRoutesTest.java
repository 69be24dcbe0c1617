package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.schemas.PaymentMethod;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners, how they pay, and what meters cost. */
class OwnerRoutesTest {
    private static final String METHODS = "/v1/owners/own-inc/payment-methods";

    private final FakeHouse house = new FakeHouse();
    private final ApiRig rig = new ApiRig(house.routes()).heldToTheSpec();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldLeaveTheHousesPartWhenACustomerPutsTheirProfile() {
        HttpResponse<String> answer =
                customer("PUT", "/v1/owners/own-inc", "{\"profile\": {\"company\": \"Own\"}, \"contacts\": []}");

        JsonNode body = house.toOwners.getLast().body();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(house.toOwners.getLast().kind()).isEqualTo("ConfigureOwner");
        assertThat(body.path("profile").path("company").asText()).isEqualTo("Own");
        assertThat(body.path("keep_terms").asBoolean()).isTrue();
        assertThat(body.has("time_zone"))
                .as("nothing of what is there is said again: it may be another by now")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"time_zone", "currency", "single_wallet", "keep_terms"})
    void shouldNotLetACustomerChangeTheHousesPart(String field) {
        HttpResponse<String> answer = customer("PUT", "/v1/owners/own-inc", "{\"" + field + "\": \"UTC\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(field);
        assertThat(house.toOwners).isEmpty();
    }

    @Test
    void shouldReplaceAnOwnerWhole() {
        HttpResponse<String> answer = operator("PUT", "/v1/owners/own-inc", "{\"time_zone\": \"UTC\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(house.toOwners.getLast().body()).hasSize(1);
    }

    @Test
    void shouldAnswerAnOwnersRefusal() {
        house.reply = FakeHouse.decided(
                new CommandPort.Command("c-1", "own-inc", "x", "ConfigureOwner", Json.object()),
                "REJECTED",
                "OWNER_CURRENCY");

        HttpResponse<String> answer = operator("PUT", "/v1/owners/own-inc", "{\"currency\": \"EUR\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("OWNER_CURRENCY");
    }

    @Test
    void shouldBeginToSaveAMethodForACustomerThatIsMadeForIt() {
        house.customers.clear();

        JsonNode setup = json(customer("POST", METHODS, "{}"));

        assertThat(setup.path("customer_id").asText()).isEqualTo("cus_own-inc");
        assertThat(setup.path("client_secret").asText()).isEqualTo("seti_1_secret");
        assertThat(house.toOwners).hasSize(1);
        assertThat(house.toOwners.getLast().kind()).isEqualTo("PaymentMethodsChanged");
        assertThat(house.toOwners.getLast().body().path("customer_id").asText()).isEqualTo("cus_own-inc");
        assertThat(house.toOwners.getLast().body().path("methods")).isEmpty();
    }

    @Test
    void shouldOpenOneCustomerForAllThatIsBegun() {
        house.customers.clear();

        customer("POST", METHODS, "{}");
        customer("PUT", "/v1/owners/own-inc", "{\"profile\": {\"company\": \"Own Ltd.\"}, \"contacts\": []}");
        JsonNode again = json(customer("POST", METHODS, "{}"));
        customer("POST", METHODS, "{\"payment_method\": \"pm_2\"}");

        assertThat(again.path("customer_id").asText()).isEqualTo("cus_own-inc");
        assertThat(house.cards.opened).isEqualTo(1);
    }

    @Test
    void shouldTellTheOwnerAgainWhatHasChangedWhileItWasTold() {
        house.meanwhile = () -> {
            house.meanwhile = () -> {};
            house.cards.save("cus_own", FakeCards.method("pm_other", MethodRole.NONE));
        };

        JsonNode methods =
                json(customer("PUT", METHODS + "/some/default", null)).path("methods");

        assertThat(methods.findValuesAsText("id")).containsExactly("some", "pm_other");
        assertThat(house.toOwners).hasSize(2);
        assertThat(house.toOwners.getLast().body().path("methods")).isEqualTo(methods);
        assertThat(house.toOwners.getLast().id())
                .isNotEqualTo(house.toOwners.getFirst().id());
    }

    @Test
    void shouldTellTheOwnerOfItsCustomerBeforeStripesPageIsShown() {
        house.customers.clear();

        JsonNode portal = json(customer("POST", "/v1/owners/own-inc/portal-session", null));

        assertThat(portal.path("url").asText()).startsWith("https://billing.example/cus_own-inc");
        assertThat(house.customers).containsEntry("own-inc", "cus_own-inc");
    }

    @Test
    void shouldGoOnWhenTheBrokerHasTheNewCustomerAndStopWhenItMayNot() {
        house.customers.clear();
        house.reply = new CommandPort.Reply.Pending();
        assertThat(customer("POST", METHODS, "{}").statusCode()).isEqualTo(201);

        house.reply = new CommandPort.Reply.Unknown("the broker does not answer");
        assertThat(customer("POST", METHODS, "{}").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldSaveABuyersMethodForThatBuyer() {
        house.cards.saved.remove("cus_own");

        JsonNode methods = json(customer("POST", METHODS, "{\"payment_method\": \"pm_7\", \"payer_id\": \"buyer-7\"}"))
                .path("methods");

        assertThat(methods.path(0).path("payer_id").asText()).isEqualTo("buyer-7");
        assertThat(methods.path(0).path("role").asText()).isEqualTo("NONE");
        assertThat(house.toOwners.getLast().body().path("methods")).isEqualTo(methods);
    }

    @Test
    void shouldLeaveBuyersTheirMethodsWhateverBecomesOfOthers() {
        customer("POST", METHODS, "{\"payment_method\": \"pm_7\", \"payer_id\": \"buyer-7\"}");
        house.cards.save("cus_own", FakeCards.method("pm_8", MethodRole.NONE));
        house.knownMethods.add(PaymentMethod.newBuilder()
                .setId("pm_8")
                .setPayerId("buyer-8")
                .setBrand("visa")
                .setLast4("4242")
                .setExpires("2029-07")
                .setRole("NONE")
                .build());

        for (HttpResponse<String> answer : List.of(
                customer("PUT", METHODS + "/pm_7/backup", "{}"),
                customer("PUT", METHODS + "/pm_7/default", "{}"),
                customer("POST", METHODS, "{\"payment_method\": \"pm_2\"}"),
                customer("DELETE", METHODS + "/some", null))) {
            Map<String, String> payers = new HashMap<>();
            json(answer)
                    .path("methods")
                    .forEach(method -> payers.put(
                            method.path("id").asText(), method.path("payer_id").asText()));
            assertThat(payers).containsEntry("pm_7", "buyer-7").containsEntry("pm_8", "buyer-8");
            payers.keySet().removeAll(List.of("pm_7", "pm_8"));
            assertThat(payers.values()).containsOnly("own-inc");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"payer_id": "buyer-7"}                              | beside the payment_method
        {"payment_method": "pm_2", "payer_id": 7}            | Expected payer_id to be
        {"payment_method": "pm_2", "payer_id": "../x"}       | Expected payer_id to be
        {"payment_method": "pm_2", "buyer_id": "buyer-7"}    | Expected buyer_id to be payment_method or payer_id
        """)
    void shouldRefuseAPayerThatIsNone(String body, String why) {
        HttpResponse<String> answer = customer("POST", METHODS, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(why);
        assertThat(house.cards.saved.get("cus_own")).hasSize(1);
    }

    @Test
    void shouldSaveAMethodAndTellTheOwnerOfAll() {
        HttpResponse<String> answer = customer("POST", METHODS, "{\"payment_method\": \"pm_2\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(house.toOwners.getLast().kind()).isEqualTo("PaymentMethodsChanged");
        assertThat(house.toOwners.getLast().body().path("customer_id").asText()).isEqualTo("cus_own");
        assertThat(house.toOwners.getLast().body().path("methods").findValuesAsText("id"))
                .containsExactly("some", "pm_2");
    }

    @Test
    void shouldMakeTheFirstMethodTheDefault() {
        house.cards.saved.remove("cus_own");

        JsonNode methods = json(customer("POST", METHODS, "{\"payment_method\": \"pm_2\"}"))
                .path("methods");

        assertThat(methods.path(0).path("role").asText()).isEqualTo("DEFAULT");
    }

    @Test
    void shouldGiveRolesAndLetMethodsGo() {
        customer("POST", METHODS, "{\"payment_method\": \"pm_2\"}");

        JsonNode swapped =
                json(customer("PUT", METHODS + "/pm_2/default", "{}")).path("methods");
        assertThat(swapped.findValuesAsText("role")).containsExactly("NONE", "DEFAULT");
        JsonNode backed = json(customer("PUT", METHODS + "/some/backup", "{}")).path("methods");
        assertThat(backed.findValuesAsText("role")).containsExactly("BACKUP", "DEFAULT");
        JsonNode left = json(customer("DELETE", METHODS + "/some", null)).path("methods");
        assertThat(left.findValuesAsText("id")).containsExactly("pm_2");
        assertThat(house.toOwners).hasSize(4);
        assertThat(house.toOwners.stream().map(CommandPort.Command::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"DELETE, ''", "PUT, /default", "PUT, /backup"})
    void shouldNotTouchAnothersMethod(String method, String action) {
        HttpResponse<String> answer =
                customer(method, METHODS + "/pm_foreign" + action, method.equals("PUT") ? "{}" : null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("NO_PAYMENT_METHOD");
        assertThat(house.cards.saved.get("cus_foreign")).hasSize(2);
    }

    @Test
    void shouldSayThatStripeRefuses() {
        HttpResponse<String> answer = customer("POST", METHODS, "{\"payment_method\": \"pm_declined\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("card_declined");
    }

    @Test
    void shouldSayThatStripeIsAway() {
        house.cards.away = true;

        HttpResponse<String> answer = customer("POST", "/v1/owners/own-inc/portal-session", null);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(code(answer)).isEqualTo("STRIPE_UNAVAILABLE");
    }

    @Test
    void shouldLeadToStripesPageAndBackToOurs() {
        JsonNode portal = json(customer("POST", "/v1/owners/own-inc/portal-session", null));

        assertThat(portal.path("url").asText()).isEqualTo("https://billing.example/cus_own?back=https://shop.example/");
    }

    @Test
    void shouldPutAPriceUnderItsKeyAsTheNextVersion() {
        HttpResponse<String> answer =
                operator("PUT", "/v1/catalog/prices/some", "{\"currency\": \"USD\", \"unit_price\": \"0.05\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(house.puts).containsOnlyKeys("price/some");
        assertThat(json(answer).path("version").asLong()).isEqualTo(4);
        assertThat(json(answer).path("effective_from").asText()).isEqualTo(ApiRig.NOW.toString());
    }

    @Test
    void shouldPutThePriceOfOneWallet() {
        operator(
                "PUT",
                "/v1/catalog/prices/some",
                "{\"currency\": \"USD\", \"unit_price\": \"0.05\", \"wallet_id\": \"own-wallet\"}");

        assertThat(house.puts)
                .hasEntrySatisfying(
                        "price/some/wallet/own-wallet",
                        price -> assertThat(price.path("version").asLong()).isEqualTo(1));
    }

    @Test
    void shouldRefuseAVersionThatIsThereAlready() {
        HttpResponse<String> answer = operator(
                "PUT", "/v1/catalog/prices/some", "{\"currency\": \"USD\", \"unit_price\": \"0.05\", \"version\": 3}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("PRICE_CHANGED");
        assertThat(house.puts).isEmpty();
    }

    @Test
    void shouldRefuseAnotherPriceUnderAKeyThatIsTaken() {
        house.putReply = new CatalogPort.Reply.Decided(new PriceChange.Verdict.Conflicting());

        HttpResponse<String> answer =
                operator("PUT", "/v1/catalog/prices/some", "{\"currency\": \"USD\", \"unit_price\": \"0.05\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("ID_CONFLICT");
    }

    @Test
    void shouldSayWhenNobodyKnowsWhetherAPriceIsThere() {
        house.putReply = new CatalogPort.Reply.Unknown("the broker is away");
        house.isCatalogAway = true;

        HttpResponse<String> put =
                operator("PUT", "/v1/catalog/prices/some", "{\"currency\": \"USD\", \"unit_price\": \"0.05\"}");
        HttpResponse<String> get = operator("GET", "/v1/catalog/prices/some", null);

        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(code(put)).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(put.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(put.headers().firstValue("Idempotency-Key")).isPresent();
        assertThat(get.statusCode()).isEqualTo(503);
        assertThat(code(get)).isEqualTo("NOT_AVAILABLE_NOW");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"currency": "USD", "unit_price": "0.05", "tiering": "STEPS"}                   | Expected tiering to be
        {"currency": "USD", "unit_price": "0.05", "wallet_id": "w", "owner_id": "o"}    | but there are both
        {"currency": "USD"}                                                             | Expected unit_price to be there
        {"currency": "USD", "unit_price": "0.05", "meter": "other"}                     | Expected no meter in the body
        """)
    void shouldRefuseAPriceThatTheEngineCouldNotRead(String body, String why) {
        HttpResponse<String> answer = operator("PUT", "/v1/catalog/prices/some", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(why);
        assertThat(house.puts).isEmpty();
    }

    @Test
    void shouldShowAPriceWithoutItsEmptyPlaces() {
        JsonNode price = json(operator("GET", "/v1/catalog/prices/some", null))
                .path("prices")
                .path(0);

        assertThat(price.path("unit_price").asText()).isEqualTo("0.045");
        assertThat(operator("GET", "/v1/catalog/prices/none", null).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> customer(String method, String path, @Nullable String body) {
        return rig.send(method, path, "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER), body);
    }

    private HttpResponse<String> operator(String method, String path, @Nullable String body) {
        return rig.send(method, path, "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR), body);
    }
}
