package dev.drawdown.loadtest.traffic;

import dev.drawdown.loadtest.client.Encoder;
import dev.drawdown.loadtest.client.Shipment;
import dev.drawdown.loadtest.workload.Garbage;
import dev.drawdown.loadtest.workload.Move;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a plan, one after the other, for one thread.
 *
 * <p>It keeps account of what each wallet should have, roughly (holds are left out), so as to know what a debit must cost to
 * cross a threshold. What a wallet really has is for the auditor to say, not for this.
 */
public final class Traffic {
    /** Of all debits, how many cross a threshold. */
    static final double CROSSING_SHARE = 0.01;

    /** How many inputs after its delivery a lead that crossed a threshold is returned. */
    private static final int CROSSED_FOR = 50;

    private static final int REMEMBERED = 4096;
    private static final int DIGITS = 36;

    private final TrafficPlan plan;
    private final Encoder encoder;
    private Distribution distribution;
    private final SplittableRandom random;
    private final Garbage garbage;
    private final Inputs inputs;
    private final long[] balanceMicros;
    private final boolean[] crossed;
    private final Shipment[] recent = new Shipment[REMEMBERED];
    private final Deque<Crossing> crossings = new ArrayDeque<>();
    private final TrafficCounts counts = new TrafficCounts();
    private long sent;

    /** A delivery that is to be returned. */
    private record Crossing(long returnAt, Pending lead) {}

    public Traffic(TrafficPlan plan, Encoder encoder) {
        this.plan = plan;
        this.encoder = encoder;
        this.distribution = distribution(plan, plan.distributions().getFirst());
        this.random = new SplittableRandom(plan.seed());
        this.garbage = new Garbage(plan.seed());
        this.inputs = new Inputs(plan, random);
        this.balanceMicros = new long[plan.wallets()];
        this.crossed = new boolean[plan.wallets()];
        Arrays.fill(balanceMicros, WalletShape.FULL_MICROS);
    }

    private static Distribution distribution(TrafficPlan plan, String kind) {
        return Distribution.parse(kind, plan.wallets());
    }

    /** From now on inputs fall on wallets by another of the plan's distributions. */
    public void fallBy(String kind) {
        distribution = distribution(plan, kind);
    }

    /** The command that opens a wallet; all of them come before the first input. */
    public Shipment opening(int wallet, Instant at) {
        return shipment("wallet.commands", wallet, WalletShape.opening(plan, wallet, at));
    }

    public TrafficPlan plan() {
        return plan;
    }

    /** What has been made so far, without the openings. */
    public TrafficCounts counts() {
        return counts;
    }

    /** How many inputs have been made; the last one's id ends with it. */
    public long made() {
        return sent;
    }

    /** The number of the input that an id was given to, or -1 if it is none of ours. */
    public long numberOf(String inputId) {
        String prefix = plan.name() + "-";
        if (!inputId.startsWith(prefix)) {
            return -1;
        }
        try {
            return Long.parseLong(inputId, prefix.length(), inputId.length(), DIGITS);
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** Makes the next input, for the same thread always. */
    public Shipment next(Instant at) {
        sent++;
        double draw = random.nextDouble();
        if (draw < plan.garbage()) {
            counts.garbage++;
            return garbage(at);
        }
        if (draw < plan.garbage() + plan.duplicates()) {
            Shipment again = recent[random.nextInt((int) Math.min(sent, REMEMBERED))];
            if (again != null) {
                counts.duplicate(again.topic());
                return again;
            }
        }
        Shipment fresh = fresh(at);
        recent[(int) (sent % REMEMBERED)] = fresh;
        return fresh;
    }

    private Shipment fresh(Instant at) {
        Crossing due = crossings.peek();
        if (due != null && due.returnAt() <= sent) {
            crossings.remove();
            crossed[due.lead().wallet()] = false;
            return giveBack(due.lead(), at);
        }
        int wallet = distribution.draw(random);
        if (!crossed[wallet] && random.nextDouble() < CROSSING_SHARE) {
            return cross(wallet, at);
        }
        int draw = random.nextInt(plan.mix().sum());
        if ((draw -= plan.mix().usage()) < 0) {
            return usage(wallet, at);
        }
        if ((draw -= plan.mix().leads()) < 0) {
            return lead(wallet, at);
        }
        if ((draw -= plan.mix().returns()) < 0) {
            Pending lead = inputs.returnable.draw(random);
            return lead == null ? lead(wallet, at) : giveBack(lead, at);
        }
        return draw - plan.mix().holds() < 0 ? hold(wallet, at) : topUp(wallet, at);
    }

    private Shipment cross(int wallet, Instant at) {
        long below = WalletShape.CROSSINGS_MICROS.get(
                Math.max(0, random.nextInt(8) - 4)); // Five of eight the first, and one each of the others.
        long price = balanceMicros[wallet] - below + 1;
        if (price <= 0) {
            return usage(wallet, at);
        }
        crossed[wallet] = true;
        String leadId = "x" + Long.toString(sent, DIGITS);
        crossings.add(new Crossing(sent + CROSSED_FOR, new Pending(wallet, leadId, price)));
        balanceMicros[wallet] -= price;
        counts.crossings++;
        counts.leads++;
        return shipment("lead.events", wallet, inputs.delivered(wallet, eventId(), leadId, price, null, at));
    }

    private Shipment usage(int wallet, Instant at) {
        long amount = inputs.usageMicros();
        balanceMicros[wallet] -= amount;
        counts.usage++;
        return shipment("usage.events", wallet, inputs.usage(wallet, eventId(), amount, at));
    }

    private Shipment lead(int wallet, Instant at) {
        long price = inputs.leadMicros();
        String leadId = "l" + Long.toString(sent, DIGITS);
        inputs.returnable.add(new Pending(wallet, leadId, price));
        balanceMicros[wallet] -= price;
        counts.leads++;
        return shipment("lead.events", wallet, inputs.delivered(wallet, eventId(), leadId, price, null, at));
    }

    private Shipment giveBack(Pending lead, Instant at) {
        balanceMicros[lead.wallet()] += lead.amountMicros();
        counts.returns++;
        return shipment("lead.events", lead.wallet(), inputs.returned(lead, eventId(), at));
    }

    /** A new hold, or the end of one: captured, released, or by the lead that it was for. */
    private Shipment hold(int wallet, Instant at) {
        Pending open = random.nextBoolean() ? inputs.holds.draw(random) : null;
        if (open == null) {
            counts.commands++;
            Pending placed = new Pending(wallet, "h" + Long.toString(sent, DIGITS), inputs.leadMicros());
            inputs.holds.add(placed);
            return shipment("wallet.commands", wallet, inputs.place(placed, eventId(), at));
        }
        if (random.nextBoolean()) {
            String leadId = "l" + Long.toString(sent, DIGITS);
            balanceMicros[open.wallet()] -= open.amountMicros();
            counts.leads++;
            return shipment(
                    "lead.events",
                    open.wallet(),
                    inputs.delivered(open.wallet(), eventId(), leadId, open.amountMicros(), open.id(), at));
        }
        counts.commands++;
        boolean capture = random.nextBoolean();
        balanceMicros[open.wallet()] -= capture ? open.amountMicros() : 0;
        return shipment("wallet.commands", open.wallet(), inputs.end(open, capture, eventId(), at));
    }

    private Shipment topUp(int wallet, Instant at) {
        long missing = crossed[wallet] ? 0 : WalletShape.FULL_MICROS - balanceMicros[wallet];
        long amount = Math.max(Inputs.LEAST_TOP_UP_MICROS, missing);
        balanceMicros[wallet] += amount;
        counts.commands++;
        return shipment("wallet.commands", wallet, inputs.topUp(wallet, eventId(), amount, at));
    }

    private String eventId() {
        return plan.name() + "-" + Long.toString(sent, DIGITS);
    }

    private Shipment garbage(Instant at) {
        Move.Send send = garbage.nextUnparked(plan.walletId(distribution.draw(random)), eventId(), at);
        return new Shipment(send.topic(), key(send.key()), encoder.encode(send.payload()));
    }

    private Shipment shipment(String topic, int wallet, SpecificRecord record) {
        return new Shipment(topic, key(plan.walletId(wallet)), encoder.encode(record));
    }

    private static byte @Nullable [] key(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
