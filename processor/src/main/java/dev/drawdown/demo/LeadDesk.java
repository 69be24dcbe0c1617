package dev.drawdown.demo;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.ReleaseHold;
import dev.drawdown.schemas.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers leads and takes some of them back. Where nothing may be overspent it asks for a hold first, and delivers once
 * the answer is yes.
 */
final class LeadDesk {
    private static final List<String> PRICES = List.of("18.00", "22.50", "27.00", "35.00", "42.75", "58.00");
    private static final List<String> EXCLUSIVE_PRICES = List.of("64.00", "95.00", "120.00", "180.00");
    private static final List<String> CHANNELS = List.of("search", "social", "referral", "call-in");
    private static final List<String> CAMPAIGNS = List.of("spring", "retarget", "winback", "brand");
    private static final List<String> COMPLAINTS =
            List.of("wrong number", "out of area", "not interested", "sold twice");
    private static final long HOLD_SECONDS = 30;
    /** Answers that never come are forgotten beyond this many. */
    private static final int MOST_UNANSWERED = 1_000;

    private final Topics topics;
    private final RunIds ids;
    private final RandomGenerator random;
    private final FollowUps followUps;
    private final Map<String, Reserved> unanswered = new HashMap<>();

    LeadDesk(Topics topics, RunIds ids, RandomGenerator random, FollowUps followUps) {
        this.topics = topics;
        this.ids = ids;
        this.random = random;
        this.followUps = followUps;
    }

    private record Reserved(DemoWallet wallet, String holdId, BigDecimal price) {}

    /** Returns the delivery of a lead, or the hold that must come before it. */
    Shipment sell(DemoWallet wallet, Instant now) {
        if (wallet.strict()) {
            return reserve(wallet, now);
        }
        // Now and then a lead comes without a price of its own: the catalog's holds.
        BigDecimal price = random.nextInt(20) == 0 ? null : Casting.micros(anyOf(PRICES));
        return deliver(wallet, price, null, now);
    }

    /** Goes on with the holds that this desk asked for. Other outcomes are none of its business. */
    void answered(CommandOutcome outcome, Instant now) {
        Reserved reserved = unanswered.remove(outcome.getCommandId());
        if (reserved == null || !outcome.getStatus().equals("ACCEPTED")) {
            return;
        }
        int fate = random.nextInt(10);
        if (fate == 0) {
            followUps.at(now.plusSeconds(2), then -> release(reserved, then));
        } else if (fate > 1) {
            followUps.at(
                    now.plusMillis(random.nextInt(300, 2_500)),
                    then -> deliver(reserved.wallet(), reserved.price(), reserved.holdId(), then));
        }
        // Else the lead is lost, and the hold runs out by itself.
    }

    private Shipment reserve(DemoWallet wallet, Instant now) {
        if (unanswered.size() >= MOST_UNANSWERED) {
            unanswered.clear();
        }
        String holdId = ids.next("hold");
        BigDecimal price = Casting.micros(anyOf(EXCLUSIVE_PRICES));
        unanswered.put(holdId, new Reserved(wallet, holdId, price));
        return command(
                wallet,
                holdId,
                PlaceHold.newBuilder()
                        .setHoldId(holdId)
                        .setAmount(price)
                        .setCategory("lead")
                        .setTtlSeconds(HOLD_SECONDS)
                        .build(),
                now);
    }

    private Shipment release(Reserved reserved, Instant now) {
        ReleaseHold body = ReleaseHold.newBuilder().setHoldId(reserved.holdId()).build();
        return command(reserved.wallet(), ids.next("release"), body, now);
    }

    private Shipment deliver(DemoWallet wallet, @Nullable BigDecimal price, @Nullable String holdId, Instant now) {
        LeadEvent delivery = LeadEvent.newBuilder()
                .setEventId(ids.next("delivery"))
                .setWalletId(wallet.id())
                .setLeadId(ids.next("lead"))
                .setKind("DELIVERED")
                .setPrice(price)
                .setBuyerId(anyOf(wallet.buyers()))
                .setCampaignId(anyOf(CAMPAIGNS))
                .setChannel(anyOf(CHANNELS))
                .setHoldId(holdId)
                .setOccurredAt(now)
                .build();
        if (random.nextInt(25) == 0) {
            Instant complaint = now.plus(Duration.ofSeconds(random.nextInt(4, 30)));
            followUps.at(complaint, then -> takeBack(delivery, then));
        }
        return Shipment.of(topics.leadEvents, wallet.id(), delivery);
    }

    private Shipment takeBack(LeadEvent delivery, Instant now) {
        LeadEvent returned = LeadEvent.newBuilder()
                .setEventId(ids.next("return"))
                .setWalletId(delivery.getWalletId())
                .setLeadId(delivery.getLeadId())
                .setKind("RETURNED")
                .setBuyerId(delivery.getBuyerId())
                .setReason(anyOf(COMPLAINTS))
                .setOccurredAt(now)
                .build();
        return Shipment.of(topics.leadEvents, delivery.getWalletId(), returned);
    }

    private Shipment command(DemoWallet wallet, String commandId, Object body, Instant now) {
        return DemoWorld.command(topics, wallet.id(), commandId, body, now);
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
