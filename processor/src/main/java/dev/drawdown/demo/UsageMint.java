package dev.drawdown.demo;

import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes the usage of a wallet up: an event that fits its trade. */
final class UsageMint {
    private static final List<String> APPS = List.of("crm", "scheduler", "campaigns", "support");
    private static final List<Trade> IN_AN_ACCOUNT =
            List.of(Trade.SMS, Trade.SMS, Trade.EMAIL, Trade.VALIDATION, Trade.CALLS, Trade.AGENT);

    private final RunIds ids;
    private final RandomGenerator random;

    UsageMint(RunIds ids, RandomGenerator random) {
        this.ids = ids;
        this.random = random;
    }

    UsageEvent usage(DemoWallet wallet, Instant now) {
        UsageEvent.Builder event = UsageEvent.newBuilder()
                .setEventId(ids.next("usage"))
                .setWalletId(wallet.id())
                .setOccurredAt(now);
        if (wallet.trade() == Trade.ACCOUNT) {
            event.setAppId(anyOf(APPS));
            rate(event, anyOf(IN_AN_ACCOUNT));
        } else {
            rate(event, wallet.trade());
        }
        return event.build();
    }

    private void rate(UsageEvent.Builder event, Trade trade) {
        switch (trade) {
            case SMS -> metered(event, "sms", PriceList.SMS, random.nextInt(1, 4));
            case EMAIL -> metered(event, "email", PriceList.EMAIL, random.nextInt(1, 160));
            // Who buys leads has the numbers checked, too.
            case VALIDATION, LEADS, ACCOUNT ->
                metered(event, "validation", PriceList.VALIDATION, random.nextInt(1, 40));
            case CALLS -> {
                metered(event, "call", PriceList.CALL_MINUTE, 1);
                event.setQuantity(BigDecimal.valueOf(random.nextInt(50, 900), 2).setScale(18));
            }
            case AGENT -> metered(event, "agent", PriceList.AGENT_TOKEN, random.nextInt(200, 6_000));
            case SEATS ->
                event.setCategory("seats")
                        .setChargeType("FIXED")
                        .setAmount(Casting.micros("9.00"))
                        .setAppId(anyOf(APPS));
        }
    }

    private static void metered(UsageEvent.Builder event, String category, String meter, int quantity) {
        event.setCategory(category)
                .setMeter(meter)
                .setQuantity(BigDecimal.valueOf(quantity).setScale(18));
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
