package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.payments.stream.Webhooks;
import dev.drawdown.schemas.LedgerEntry;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered out of the read models. */
@SuppressWarnings("NullAway.Init") // Opened before each test.
class ReadModelRoutesTest {
    private static final String OWN = "/v1/wallets/own-wallet";

    @TempDir
    private Path folder = Path.of("");

    private ViewsRig models;
    private ApiRig rig;

    @BeforeEach
    void open() {
        models = new ViewsRig(folder);
        rig = new ApiRig(models.house.readModelRoutes()).heldToTheSpec();
    }

    @AfterEach
    void close() {
        rig.close();
        models.close();
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = rig.get(path, AccessRole.CUSTOMER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.get(field).asText()));
        return texts;
    }

    @Test
    void shouldTurnPagesNewestFirstWhileEntriesComeIn() {
        for (int i = 1; i <= 5; i++) {
            models.put(models.usage("own-wallet", "event-" + i, "sms", "0.5"));
        }

        JsonNode first = get(OWN + "/transactions?limit=2");
        models.put(models.usage("own-wallet", "event-6", "sms", "0.5"));
        JsonNode second = get(
                OWN + "/transactions?limit=2&cursor=" + first.get("next_cursor").asText());
        JsonNode third = get(OWN + "/transactions?limit=2&cursor="
                + second.get("next_cursor").asText());

        assertThat(texts(first.get("transactions"), "seq")).containsExactly("5", "4");
        assertThat(texts(second.get("transactions"), "seq")).containsExactly("3", "2");
        assertThat(texts(third.get("transactions"), "seq")).containsExactly("1");
        assertThat(third.get("next_cursor").isNull()).isTrue();
        assertThat(second.get("as_of_seq").asLong()).isEqualTo(6);
        assertThat(first.get("transactions").get(0).get("amount").asText()).isEqualTo("0.500000");
    }

    @ParameterizedTest
    @CsvSource({
        "category=call, 3",
        "app_id=crm, 2",
        "type=CREDIT, 1",
        "type=DEBIT&category=sms, 2",
        "from=2026-03-15T13:00:00Z, '4,3'",
        "to=2026-03-15T13:00:00Z, '2,1'",
        // Midnight in Auckland is 11:00 in UTC.
        "to=2026-03-16, ''",
        "from=2026-03-16&to=2026-03-17, '4,3,2,1'"
    })
    void shouldShowWhatIsAskedFor(String query, String seqs) {
        models.house.timeZone = "Pacific/Auckland";
        models.put(models.entry("own-wallet", "top-up", "CREDIT", "TOP_UP", "10"));
        models.put(models.usage("own-wallet", "event-2", "sms", "1").setAppId("crm"));
        models.put(models.usage("own-wallet", "event-3", "call", "1").setRecordedAt(ViewsRig.NOW.plusSeconds(3600)));
        models.put(models.usage("own-wallet", "event-4", "email", "1").setRecordedAt(ViewsRig.NOW.plusSeconds(3600)));

        JsonNode found = get(OWN + "/transactions?" + query);

        assertThat(String.join(",", texts(found.get("transactions"), "seq"))).isEqualTo(seqs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=many",
                "cursor=nonsense",
                "cursor=YmVmb3JlOi0x",
                "type=debit",
                "from=yesterday",
                "to=2026-13-01",
                "page=2"
            })
    void shouldRefuseAQueryThatMakesNoSense(String query) {
        models.put(models.usage("own-wallet", "event", "sms", "1"));

        HttpResponse<String> answer = rig.get(OWN + "/transactions?" + query, AccessRole.CUSTOMER);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("INVALID_QUERY");
    }

    @Test
    void shouldShowNobodyWhatIsAnothersOrNotThere() {
        models.put(models.usage("foreign-wallet", "event", "sms", "1"));

        for (String path : List.of("/transactions", "/usage", "/explain/event")) {
            assertThat(rig.get("/v1/wallets/foreign-wallet" + path, AccessRole.CUSTOMER)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(rig.get("/v1/wallets/foreign-wallet" + path, AccessRole.VIEWER)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> unknown = rig.get("/v1/wallets/unknown" + path, AccessRole.VIEWER);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(code(unknown)).isEqualTo("NO_WALLET");
        }
    }

    @Test
    void shouldWriteAFileThatNoSpreadsheetRuns() {
        models.put(models.usage("own-wallet", "=cmd|' /C calc'!A0", "sms", "1.5")
                .setDescription("\"quoted\", and\nbroken")
                .setBalanceDelta(ViewsRig.money("-1.5"))
                .setAppId("  @SUM(A1)"));
        models.put(models.usage("own-wallet", "event-2", "sms", "2"));

        HttpResponse<String> answer =
                rig.send(rig.request(OWN + "/transactions", "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER))
                        .header("Accept", "text/csv")
                        .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.body())
                .startsWith("wallet_id,seq,transaction_id,")
                .contains("\r\nown-wallet,2,event-2,")
                .contains("\r\nown-wallet,1,\"'=cmd|' /C calc'!A0\",")
                .contains("\"\"\"quoted\"\", and\nbroken\"")
                .contains("\"'  @SUM(A1)\"")
                .contains(",-1.500000,")
                .endsWith("\r\n");
    }

    @Test
    void shouldStreamAFileOfMoreThanOneTurn() {
        for (int i = 1; i <= 1_203; i++) {
            models.put(models.usage("own-wallet", "event-" + i, i % 2 == 0 ? "sms" : "call", "0.5"));
        }

        HttpResponse<String> answer =
                rig.send(rig.request(OWN + "/transactions?category=call", "Bearer " + ApiRig.tokenOf(AccessRole.VIEWER))
                        .header("Accept", "text/csv")
                        .build());

        assertThat(answer.body().lines()).hasSize(1 + 602);
    }

    @Test
    void shouldAddUpAMonthInTheOwnersTimeZone() {
        models.house.timeZone = "Pacific/Auckland";
        // In Auckland it is March from 28 February 11:00 in UTC on.
        models.put(lead("event-1", "lead-1", "web", "10").setRecordedAt(Instant.parse("2026-02-28T10:59:59Z")));
        models.put(lead("event-2", "lead-2", "web", "30").setRecordedAt(Instant.parse("2026-02-28T11:00:00Z")));
        models.put(lead("event-3", "lead-3", "phone", "50").setRecordedAt(Instant.parse("2026-03-10T11:00:00Z")));
        models.put(lead("event-4", "lead-4", "phone", "60").setRecordedAt(Instant.parse("2026-03-10T11:00:00Z")));
        models.put(models.entry("own-wallet", "event-5", "CREDIT", "LEAD_RETURN", "60")
                .setCategory("lead")
                .setLeadId("lead-4")
                .setRecordedAt(Instant.parse("2026-03-11T11:00:00Z")));
        models.put(models.usage("own-wallet", "event-6", "sms", "0.25")
                .setQuantity(new BigDecimal("12.5").setScale(18))
                .setAppId("crm"));
        models.put(models.entry("own-wallet", "event-6", "DEBIT", "SHORTFALL", "0.75")
                .setCategory("sms")
                .setAppId("crm"));

        JsonNode march = get(OWN + "/usage");

        assertThat(march.get("month").asText()).isEqualTo("2026-03");
        assertThat(march.get("time_zone").asText()).isEqualTo("Pacific/Auckland");
        assertThat(march.get("from").asText()).isEqualTo("2026-02-28T11:00:00Z");
        assertThat(march.get("complete").asBoolean()).isTrue();
        assertThat(march.get("total").toString())
                .isEqualTo("{\"count\":4,\"returned\":1,\"charged\":\"141.000000\",\"given_back\":\"60.000000\","
                        + "\"spent\":\"81.000000\"}");
        assertThat(march.get("categories").get(1).toString())
                .isEqualTo("{\"category\":\"sms\",\"count\":1,\"returned\":0,\"quantity\":\"12.5\","
                        + "\"charged\":\"1.000000\",\"given_back\":\"0.000000\",\"spent\":\"1.000000\"}");
        assertThat(texts(march.get("apps"), "app_id")).containsExactly("crm", "null");
        assertThat(march.get("leads").get("channels").get(0).toString())
                .isEqualTo("{\"channel\":\"phone\",\"delivered\":2,\"returned\":1,\"spent\":\"50.000000\","
                        + "\"cost_per_lead\":\"50.000000\"}");
        assertThat(get(OWN + "/usage?month=2026-02").get("total").get("spent").asText())
                .isEqualTo("10.000000");
        assertThat(get(OWN + "/usage?month=2024-02").get("complete").asBoolean())
                .isFalse();
    }

    private LedgerEntry.Builder lead(String inputId, String leadId, String channel, String amount) {
        return models.entry("own-wallet", inputId, "DEBIT", "LEAD_DELIVERY", amount)
                .setCategory("lead")
                .setQuantity(BigDecimal.ONE.setScale(18))
                .setLeadId(leadId)
                .setChannel(channel);
    }

    @Test
    void shouldReportOverAllWalletsOfAnOwner() {
        models.house.wallets.put("other-wallet", FakeHouse.wallet("other-wallet", ApiRig.OWN));
        models.house.wallets.put("silent-wallet", FakeHouse.wallet("silent-wallet", ApiRig.OWN));
        models.put(models.usage("own-wallet", "event-1", "sms", "2"));
        models.put(models.usage("other-wallet", "event-1", "sms", "3"));
        models.put(models.usage("other-wallet", "event-2", "call", "5"));

        JsonNode report = get("/v1/owners/own-inc/report?month=2026-03");

        assertThat(report.get("wallets").findValuesAsText("wallet_id"))
                .containsExactlyInAnyOrder("own-wallet", "other-wallet", "silent-wallet");
        assertThat(texts(report.get("wallets"), "spent")).containsExactlyInAnyOrder("2.000000", "8.000000", "0.000000");
        JsonNode usd = report.get("currencies").get(0);
        assertThat(usd.get("currency").asText()).isEqualTo("USD");
        assertThat(usd.get("total").get("spent").asText()).isEqualTo("10.000000");
        assertThat(texts(usd.get("categories"), "spent")).containsExactly("5.000000", "5.000000");
        assertThat(rig.get("/v1/owners/foreign-inc/report", AccessRole.CUSTOMER).statusCode())
                .isEqualTo(404);
        assertThat(rig.get("/v1/owners/nobody/report", AccessRole.VIEWER).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"march", "2026-13", "2026-3", "1999-01", "2026-03-01"})
    void shouldRefuseAMonthThatIsNone(String month) {
        models.put(models.usage("own-wallet", "event-1", "sms", "2"));

        HttpResponse<String> answer = rig.get(OWN + "/usage?month=" + month, AccessRole.CUSTOMER);

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldExplainWhatPaidAndWhichRulesFired() {
        models.put(models.usage("own-wallet", "a/b-1", "sms", "3")
                .setMeter("sms-de")
                .setUnitPrice(new BigDecimal("0.5").setScale(18))
                .setPriceVersion(7L));
        models.put(models.entry("own-wallet", "a/b-1", "DEBIT", "USAGE", "2")
                .setTrancheId("T2")
                .setPool("PROMOTIONAL")
                .setRecognizedRevenue(ViewsRig.money("0")));
        models.put(models.entry("own-wallet", "a/b-1", "DEBIT", "SHORTFALL", "1"));
        models.put(models.usage("own-wallet", "a/b-11", "sms", "3"));
        models.put(ViewsRig.alert("own-wallet", "a/b-1", "RECHARGE_SUPPRESSED", "COOLDOWN"));
        models.put(ViewsRig.alert("own-wallet", "a/b-11", "DEPLETED", "x"));

        JsonNode explained = get(OWN + "/explain/a/b-1");

        assertThat(explained.get("config_version").asLong()).isEqualTo(3);
        assertThat(explained.get("price").toString())
                .isEqualTo("{\"meter\":\"sms-de\",\"quantity\":\"1.000000000000000000\","
                        + "\"unit_price\":\"0.500000000000000000\",\"price_version\":7,\"source\":\"CATALOG\"}");
        JsonNode charge = explained.get("charge");
        assertThat(charge.get("amount").asText()).isEqualTo("6.000000");
        assertThat(charge.get("shortfall").asText()).isEqualTo("1.000000");
        assertThat(charge.get("recognized_revenue").asText()).isEqualTo("4.000000");
        assertThat(texts(charge.get("paid_by"), "tranche_id")).containsExactly("T1", "T2");
        assertThat(charge.get("order").asText()).contains("soonest expiry");
        assertThat(explained.get("rules")).hasSize(1);
        assertThat(explained.get("rules").get(0).get("rule").asText()).isEqualTo("AUTO_RECHARGE");
        assertThat(explained.get("rules").get(0).get("result").asText()).isEqualTo("SUPPRESSED");
        assertThat(explained.get("rules").get(0).get("reason").asText()).isEqualTo("COOLDOWN");
        assertThat(texts(explained.get("entries"), "hash")).hasSize(3).allMatch(hash -> hash.length() == 64);
        assertThat(code(rig.get(OWN + "/explain/nothing", AccessRole.VIEWER))).isEqualTo("NO_INPUT");
    }

    @Test
    void shouldFollowAWalletAsTheSpecSays() {
        models.put(models.usage("own-wallet", "event-1", "sms", "3"));
        models.put(ViewsRig.alert("own-wallet", "event-1", "RECHARGE_SUPPRESSED", "COOLDOWN"));
        models.put(ViewsRig.alert("own-wallet", "event-1", "DEPLETED", "FLOOR"));
        models.putBalance("own-wallet", "7");

        HttpResponse<String> events =
                rig.send(rig.request(OWN + "/live", "Bearer " + ApiRig.tokenOf(AccessRole.CUSTOMER))
                        .header("Last-Event-ID", "0-0")
                        .build());

        assertThat(events.body()).contains("event: entry", "event: alert", "event: balance");
    }

    @ParameterizedTest
    @EnumSource(Webhooks.Taken.class)
    void shouldAnswerWebhooksAsTheSpecSays(Webhooks.Taken taken) {
        rig.taken = taken;

        HttpResponse<String> answer = rig.send("POST", "/v1/stripe/webhooks", null, """
            {"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {}}}\
            """);

        assertThat(answer.statusCode())
                .isEqualTo(
                        switch (taken) {
                            case DONE -> 204;
                            case NOT_GENUINE, NO_EVENT -> 400;
                            case COME_AGAIN -> 503;
                        });
    }
}
