package dev.drawdown.demo;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What goes wrong upstream: events sent twice, and records that nobody can book. */
final class Mischief {
    private static final int REMEMBERED = 256;
    /** Confluent's wire format, naming a schema that no registry has. */
    private static final String UNKNOWN_SCHEMA = "\u0000\u007f\u007f\u007f\u007f\u0001\u0002\u0003";

    private final Topics topics;
    private final UsageMint mint;
    private final RunIds ids;
    private final RandomGenerator random;
    private final List<Shipment> recent = new ArrayList<>();
    private int kinds;

    Mischief(Topics topics, UsageMint mint, RunIds ids, RandomGenerator random) {
        this.topics = topics;
        this.mint = mint;
        this.ids = ids;
        this.random = random;
    }

    /** Keeps an event that was sent, to send it again some time. */
    void remember(Shipment sent) {
        if (!(sent instanceof Shipment.Typed typed)
                || !(typed.value() instanceof UsageEvent || typed.value() instanceof LeadEvent)) {
            return;
        }
        if (recent.size() < REMEMBERED) {
            recent.add(sent);
        } else {
            recent.set(random.nextInt(REMEMBERED), sent);
        }
    }

    boolean hasMemories() {
        return !recent.isEmpty();
    }

    /** Returns an event once more, as a producer does that did not hear the acknowledgement. */
    Shipment again() {
        return recent.get(random.nextInt(recent.size()));
    }

    /** Returns a record that must end among the dead letters: one kind after the other. */
    Shipment bad(DemoWallet wallet, Instant now) {
        return switch (kinds++ % 8) {
            case 0 -> new Shipment.Raw(topics.usageEvents, wallet.id(), "{\"sms\": 1}");
            case 1 -> event(wallet.id(), negative(wallet, now));
            case 2 -> event("somebody-else", mint.usage(wallet, now));
            case 3 -> new Shipment.Raw(topics.leadEvents, wallet.id(), UNKNOWN_SCHEMA);
            case 4 -> event(wallet.id(), unpriced(wallet, now));
            case 5 -> {
                String nobody = ids.next("nobody");
                UsageEvent usage = mint.usage(wallet, now);
                usage.setWalletId(nobody);
                yield event(nobody, usage);
            }
            case 6 -> event(wallet.id(), late(wallet, now));
            default -> event(wallet.id(), conflicting(wallet, now));
        };
    }

    private UsageEvent negative(DemoWallet wallet, Instant now) {
        UsageEvent usage = mint.usage(wallet, now);
        usage.setAmount(Casting.micros("-1.00"));
        return usage;
    }

    private UsageEvent unpriced(DemoWallet wallet, Instant now) {
        UsageEvent usage = mint.usage(wallet, now);
        usage.setCategory("fax");
        usage.setMeter("fax.page");
        usage.setAmount(null);
        return usage;
    }

    private UsageEvent late(DemoWallet wallet, Instant now) {
        return mint.usage(wallet, now.minus(Duration.ofDays(30)));
    }

    private UsageEvent conflicting(DemoWallet wallet, Instant now) {
        for (Shipment shipment : recent) {
            if (shipment instanceof Shipment.Typed typed && typed.value() instanceof UsageEvent original) {
                UsageEvent other = UsageEvent.newBuilder(original).build();
                other.setQuantity(original.getQuantity().add(BigDecimal.ONE));
                return other;
            }
        }
        return negative(wallet, now);
    }

    private Shipment event(String key, UsageEvent usage) {
        return Shipment.of(topics.usageEvents, key, usage);
    }
}
