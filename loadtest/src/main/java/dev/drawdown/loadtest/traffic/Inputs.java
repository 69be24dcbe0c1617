package dev.drawdown.loadtest.traffic;

import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.ReleaseHold;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The records of the contract, filled in as producers of the trade fill them in. */
final class Inputs {
    static final long LEAST_TOP_UP_MICROS = 10_000;

    private static final String[] CATEGORIES = {"sms", "email", "call", "agent", "validation"};
    private static final String[] APPS = {"crm", "dialer", "bot"};
    private static final int MOST_USAGE_MICROS = 40_000;
    private static final int MOST_LEAD_MICROS = 200_000;
    private static final int POOL = 10_000;
    private static final int HOLD_SECONDS = 3_600;

    private final TrafficPlan plan;
    private final SplittableRandom random;
    final Pending.Pool returnable = new Pending.Pool(POOL);
    final Pending.Pool holds = new Pending.Pool(POOL);

    Inputs(TrafficPlan plan, SplittableRandom random) {
        this.plan = plan;
        this.random = random;
    }

    long usageMicros() {
        return 1L + random.nextInt(MOST_USAGE_MICROS);
    }

    long leadMicros() {
        return 10_000L + random.nextInt(MOST_LEAD_MICROS);
    }

    UsageEvent usage(int wallet, String id, long micros, Instant at) {
        return UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId(wallet))
                .setAppId(oneOf(APPS))
                .setCategory(oneOf(CATEGORIES))
                .setAmount(WalletShape.money(micros))
                .setOccurredAt(at)
                .build();
    }

    LeadEvent delivered(int wallet, String id, String leadId, long micros, @Nullable String holdId, Instant at) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId(wallet))
                .setLeadId(leadId)
                .setKind("DELIVERED")
                .setPrice(WalletShape.money(micros))
                .setChannel("web")
                .setHoldId(holdId)
                .setOccurredAt(at)
                .build();
    }

    LeadEvent returned(Pending lead, String id, Instant at) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(plan.walletId(lead.wallet()))
                .setLeadId(lead.id())
                .setKind("RETURNED")
                .setReason("wrong number")
                .setOccurredAt(at)
                .build();
    }

    WalletCommand place(Pending hold, String id, Instant at) {
        PlaceHold place = PlaceHold.newBuilder()
                .setHoldId(hold.id())
                .setAmount(WalletShape.money(hold.amountMicros()))
                .setTtlSeconds(HOLD_SECONDS)
                .build();
        return WalletShape.command(plan.walletId(hold.wallet()), id, at, place);
    }

    WalletCommand end(Pending hold, boolean capture, String id, Instant at) {
        Object body = capture
                ? CaptureHold.newBuilder().setHoldId(hold.id()).build()
                : ReleaseHold.newBuilder().setHoldId(hold.id()).build();
        return WalletShape.command(plan.walletId(hold.wallet()), id, at, body);
    }

    WalletCommand topUp(int wallet, String id, long micros, Instant at) {
        TopUp topUp = TopUp.newBuilder()
                .setAmount(WalletShape.money(micros))
                .setCollect("RECORDED")
                .setReference("loadtest")
                .build();
        return WalletShape.command(plan.walletId(wallet), id, at, topUp);
    }

    private String oneOf(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
