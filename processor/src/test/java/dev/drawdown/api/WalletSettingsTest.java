package dev.drawdown.api;

import static dev.drawdown.api.ApiRig.code;
import static dev.drawdown.api.ApiRig.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a wallet's rules are changed, by whom, and beside others who change them too. */
class WalletSettingsTest {
    private final FakeHouse house = new FakeHouse();
    private final ApiRig rig = new ApiRig(house.routes()).heldToTheSpec();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldReplaceTheSettingsThatAreNamedAndLeaveTheOthers() {
        HttpResponse<String> answer = rig.send(
                "PATCH",
                "/v1/wallets/own-wallet",
                "Bearer " + ApiRig.tokenOf(AccessRole.OPERATOR),
                "{\"name\": \"Fleet\", \"settings\": {\"floor\": \"-5\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(house.lastBody().path("name").asText()).isEqualTo("Fleet");
        assertThat(house.lastBody().path("settings").path("floor").asText()).isEqualTo("-5");
        assertThat(house.lastBody().path("settings").path("terms_days").asInt()).isEqualTo(30);
    }

    @Test
    void shouldMakeAChangeAnewWhenTheRulesHaveChangedMeanwhile() {
        house.replies.add(changed());
        house.replies.add(changed());

        HttpResponse<String> answer = configure(AccessRole.CUSTOMER, "{\"settings\": {\"budgets\": []}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(house.toWallets).hasSize(3);
        assertThat(house.toWallets.stream().map(CommandPort.Command::id).distinct())
                .as("one command, made three times")
                .hasSize(1);
        assertThat(house.lastBody().path("expected_config_version").asInt()).isEqualTo(1);
        assertThat(house.lastBody().path("change").asText()).isEqualTo("{\"settings\":{\"budgets\":[]}}");
    }

    @Test
    void shouldSayThatTheRulesHaveChangedWhenTheyDoSoEachTime() {
        house.reply = changed();

        HttpResponse<String> answer = configure(AccessRole.OPERATOR, "{\"name\": \"Fleet\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("CONFIG_CHANGED");
        assertThat(house.toWallets).hasSize(8);
    }

    @Test
    void shouldNotMakeAnewWhatTheCallerMadeFromRulesThatTheyKnow() {
        house.reply = changed();

        HttpResponse<String> answer =
                configure(AccessRole.CUSTOMER, "{\"settings\": {\"budgets\": []}, \"expected_config_version\": 1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(house.toWallets).hasSize(1);
        assertThat(house.lastBody().path("expected_config_version").asInt()).isEqualTo(1);
    }

    @Test
    void shouldNotMakeAChangeOfRulesThatAreNotToBeSeenYet() {
        HttpResponse<String> answer =
                configure(AccessRole.OPERATOR, "{\"settings\": {\"budgets\": []}, \"expected_config_version\": 7}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(code(answer)).isEqualTo("CONFIG_CHANGED");
        assertThat(house.toWallets).isEmpty();
    }

    @Test
    void shouldTakeAChangeForTheSameInWhateverOrderItsFieldsAre() {
        configure(AccessRole.OPERATOR, "{\"name\": \"Fleet\", \"settings\": {\"floor\": \"-5\", \"priority\": 3}}");
        String first = house.lastBody().path("change").asText();
        configure(AccessRole.OPERATOR, "{\"settings\": {\"priority\": 3, \"floor\": \"-5\"}, \"name\": \"Fleet\"}");

        assertThat(house.lastBody().path("change").asText()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"settings": {"alerts": null, "budgets": []}}                  | 200
        {"settings": {"auto_recharge": {"enabled": true, "threshold": "5", "mode": "FIXED", "amount": "50", "collect": "INVOICE"}}} | 200
        {"settings": {"auto_recharge": {"enabled": true, "threshold": "5", "mode": "FIXED", "amount": "50", "collect": "DIRECT", "auto_complete": false}}} | 200
        {"settings": {"auto_recharge": {"enabled": true, "threshold": "999999", "mode": "FIXED", "amount": "50", "collect": "INVOICE", "auto_complete": true}}} | 403
        {"settings": {"auto_recharge": {"enabled": false, "threshold": "5", "mode": "FIXED", "amount": "50", "collect": "DIRECT", "auto_complete": true}}} | 403
        {"settings": {"floor": "-1000"}}                               | 403
        {"settings": {"billing_mode": "MANUAL"}}                       | 403
        {"name": "Mine"}                                               | 403
        {"expires_at": "2030-01-01T00:00:00Z"}                         | 403
        {"settings": []}                                               | 400
        {"owner_id": "own-inc"}                                        | 400
        """)
    void shouldLetCustomersChangeTheirRulesOnly(String patch, int status) {
        HttpResponse<String> answer = configure(AccessRole.CUSTOMER, patch);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(house.toWallets).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void shouldLeaveCreditBeforeItsPaymentToTheHouse() {
        String patch = """
            {"settings": {"auto_recharge": {"enabled": true, "threshold": "5", "mode": "FIXED", "amount": "50",
              "collect": "INVOICE", "auto_complete": true}}}
            """;

        HttpResponse<String> refused = configure(AccessRole.CUSTOMER, patch);
        assertThat(code(refused)).isEqualTo("FORBIDDEN_FIELD");
        assertThat(json(refused).path("detail").asText()).contains("settings.auto_recharge.auto_complete");
        assertThat(configure(AccessRole.OPERATOR, patch).statusCode()).isEqualTo(200);

        house.wallets.put("own-wallet", FakeHouse.wallet("own-wallet", ApiRig.OWN, rechargedOnTrust()));
        HttpResponse<String> kept = configure(AccessRole.CUSTOMER, patch);
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
        assertThat(house.lastBody().at("/settings/auto_recharge/auto_complete").asBoolean())
                .isTrue();
    }

    private static WalletSettings rechargedOnTrust() {
        WalletSettings plain = WalletSettings.DEFAULT;
        return new WalletSettings(
                plain.scope(),
                plain.priority(),
                plain.billingMode(),
                plain.onPaymentFailure(),
                plain.pauseAtFirstFailure(),
                plain.floorMicros(),
                plain.rearmMarginMicros(),
                plain.termsDays(),
                plain.alerts(),
                new WalletSettings.RechargeRule(
                        true,
                        5_000_000,
                        WalletSettings.RechargeRule.Mode.FIXED,
                        50_000_000L,
                        null,
                        false,
                        0,
                        null,
                        null,
                        WalletSettings.Collect.DIRECT,
                        true),
                plain.budgets());
    }

    private HttpResponse<String> configure(AccessRole role, String patch) {
        return rig.send("PATCH", "/v1/wallets/own-wallet", "Bearer " + ApiRig.tokenOf(role), patch);
    }

    private static CommandPort.Reply changed() {
        return FakeHouse.decided(
                new CommandPort.Command("c", "own-wallet", "x", "ConfigureWallet", Json.object()),
                "REJECTED",
                "CONFIG_CHANGED");
    }
}
