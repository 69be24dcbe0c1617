package dev.drawdown.loadtest.workload;

import dev.drawdown.loadtest.workload.Move.Send;
import dev.drawdown.loadtest.workload.WalletPlan.Lead;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes up usage and lead events. */
final class Events {
    private static final List<String> CATEGORIES = List.of("sms", "email", "call", "agent", "validation");
    private static final List<String> METERS = List.of("sms", "token", "token", "call", "agent");
    private static final List<String> APPS = List.of("crm", "dialer", "bot");
    private static final List<String> HOSTILE = List.of(
            "'; DROP TABLE wallets; --",
            "=cmd|' /C calc'!A0",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "line\nbreak\r\n\ttab",
            "\u202Eright-to-left \uD83D\uDCB8 \u0000 nul",
            "x".repeat(2000));
    private static final int QUANTITY_SCALE = 18;
    private static final int MICRO_SCALE = 6;

    private final Dice dice;

    Events(Dice dice) {
        this.dice = dice;
    }

    Send next(WalletPlan plan, String id, Instant at) {
        if (dice.chance(0.68)) {
            return usage(plan, id, at);
        }
        boolean giveBack = dice.chance(0.25) && !plan.leads.isEmpty();
        return giveBack ? returned(plan, id, at) : delivered(plan, id, at);
    }

    private Send usage(WalletPlan plan, String id, Instant at) {
        boolean rated = dice.chance(0.6);
        UsageEvent event = UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId)
                .setAppId(dice.chance(0.5) ? dice.oneOf(APPS) : null)
                .setCategory(dice.chance(0.02) ? dice.oneOf(HOSTILE) : dice.oneOf(CATEGORIES))
                .setMeter(rated ? null : dice.oneOf(METERS))
                .setQuantity(quantity(rated))
                .setAmount(rated ? usageAmount() : null)
                .setChargeType(dice.chance(0.15) ? "FIXED" : "USAGE")
                .setOccurredAt(at)
                .setAttributes(dice.chance(0.1) ? Map.of("note", dice.oneOf(HOSTILE)) : Map.of())
                .build();
        return new Send("usage.events", plan.walletId, new Payload.Proper(event));
    }

    private BigDecimal quantity(boolean rated) {
        BigDecimal units = rated ? BigDecimal.ONE : BigDecimal.valueOf(1 + dice.below(200));
        BigDecimal quantity = dice.chance(0.1) ? units.add(new BigDecimal("0.25")) : units;
        return quantity.setScale(QUANTITY_SCALE);
    }

    private BigDecimal usageAmount() {
        return dice.chance(0.01) ? BigDecimal.ZERO.setScale(MICRO_SCALE) : dice.amount(dice.chance(0.1) ? 40 : 2);
    }

    private Send delivered(WalletPlan plan, String id, Instant at) {
        Lead lead = new Lead("lead-" + id, dice.chance(0.7) ? "buyer-" + dice.below(3) : null);
        String hold = dice.chance(0.4) && !plan.holds.isEmpty() ? dice.oneOf(plan.holds) : null;
        plan.leads.add(lead);
        LeadEvent.Builder event = lead(plan, lead, id, at)
                .setKind("DELIVERED")
                .setPrice(dice.chance(0.8) ? dice.amount(25) : null)
                .setCampaignId(dice.chance(0.5) ? "spring" : null)
                .setChannel(dice.chance(0.5) ? "web" : null)
                .setAppId(dice.chance(0.3) ? dice.oneOf(APPS) : null)
                .setHoldId(hold);
        return new Send("lead.events", plan.walletId, new Payload.Proper(event.build()));
    }

    /** Some are of no lead that there is, some of one that has been returned already. */
    private Send returned(WalletPlan plan, String id, Instant at) {
        boolean unknown = dice.chance(0.05);
        Lead lead = unknown ? new Lead("no-such-lead", null) : dice.oneOf(plan.leads);
        LeadEvent event = lead(plan, lead, id, at)
                .setKind("RETURNED")
                .setReason(dice.chance(0.5) ? "wrong number" : null)
                .build();
        return new Send("lead.events", plan.walletId, new Payload.Proper(event));
    }

    private static LeadEvent.Builder lead(WalletPlan plan, Lead lead, String id, Instant at) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId)
                .setLeadId(lead.leadId())
                .setBuyerId(lead.buyerId())
                .setOccurredAt(at);
    }

    /** One unit of a meter. */
    static Send priced(WalletPlan plan, String id, String meter, Instant at) {
        UsageEvent event = UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId)
                .setCategory("probe")
                .setMeter(meter)
                .setOccurredAt(at)
                .build();
        return new Send("usage.events", plan.walletId, new Payload.Proper(event));
    }

    /** One of the same id that is not the same. */
    static @Nullable Send conflicting(Send send) {
        if (send.payload() instanceof Payload.Proper(UsageEvent event) && event.getAmount() != null) {
            UsageEvent other = UsageEvent.newBuilder(event)
                    .setAmount(event.getAmount().add(BigDecimal.ONE))
                    .build();
            return new Send(send.topic(), send.key(), new Payload.Proper(other));
        }
        return null;
    }

    /** A proper event at a wrong time. */
    Send displaced(WalletPlan plan, String id, Instant at) {
        return usage(plan, id, at.plus(dice.chance(0.5) ? Duration.ofDays(-8) : Duration.ofDays(3)));
    }
}
