package dev.drawdown.loadtest.model;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One wallet, and what happens to it, written down for a test. */
final class Scenario {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private final ModelWallet wallet;
    private final List<Step> steps = new ArrayList<>();
    private Instant now = START;
    private long offset;

    Scenario(RateCard rates) {
        wallet = new ModelWallet("w", rates);
    }

    static Scenario opened(WalletSettings settings) {
        Scenario scenario = new Scenario(RateCard.EMPTY);
        scenario.command(
                "open",
                OpenWallet.newBuilder()
                        .setOwnerId("o")
                        .setCurrency("USD")
                        .setSettings(settings)
                        .build());
        return scenario;
    }

    static Scenario opened() {
        return opened(WalletSettings.newBuilder().build());
    }

    static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6);
    }

    Scenario at(Instant instant) {
        now = instant;
        return this;
    }

    Step command(String id, Object body) {
        return apply(Fields.of(WalletCommand.newBuilder()
                .setCommandId(id)
                .setWalletId("w")
                .setIssuedBy("test")
                .setIssuedAt(now)
                .setBody(body)
                .build()));
    }

    Step topUp(String id, String amount) {
        return command(
                id,
                TopUp.newBuilder()
                        .setAmount(money(amount))
                        .setCollect("RECORDED")
                        .build());
    }

    Step usage(String id, String amount) {
        return apply(Fields.of(UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId("w")
                .setCategory("sms")
                .setAmount(money(amount))
                .setOccurredAt(now)
                .build()));
    }

    Step lead(String id, String leadId, String kind, String price) {
        return apply(Fields.of(LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId("w")
                .setLeadId(leadId)
                .setKind(kind)
                .setPrice(money(price))
                .setOccurredAt(now)
                .build()));
    }

    Step apply(Fields record) {
        ModelInput input = new ModelInput(new Source("inputs", 0, offset++), now, record);
        List<Step> taken = wallet.apply(input, "w", ZoneId.of("UTC"), null);
        steps.addAll(taken);
        return taken.getLast();
    }

    List<Step> advance(Instant until) {
        List<Step> taken = wallet.advance(until);
        steps.addAll(taken);
        return taken;
    }

    ModelWallet wallet() {
        return wallet;
    }

    /** Entries as {@code REASON delta tranche}. */
    static List<String> entries(Step step) {
        return step.entries.stream()
                .map(entry -> entry.get("reason")
                        + " " + ((BigDecimal) Objects.requireNonNull(entry.get("balance_delta"))).toPlainString()
                        + (entry.get("tranche_id") == null ? "" : " " + entry.get("tranche_id")))
                .toList();
    }

    static String alerts(Step step) {
        return step.alerts.stream()
                .map(alert -> alert.get("kind") + (alert.get("to_level") == null ? "" : " " + alert.get("to_level")))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static String gate(Step step) {
        Predicted gate = step.gate;
        return gate == null ? "" : gate.get("state") + " " + gate.get("reason");
    }
}
