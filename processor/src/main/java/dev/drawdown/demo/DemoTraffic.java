package dev.drawdown.demo;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The business of the demo's customers, seeded: usage, leads and what follows from them, with a few events sent twice and
 * a few that nobody can book. It asks the gates before it delivers, as a good router does.
 */
final class DemoTraffic {
    private static final int ONE_DUPLICATE_IN = 40;
    private static final int ONE_BAD_RECORD_IN = 400;
    private static final int ONE_LEAD_IN_AN_ACCOUNT_IN = 16;

    private final Topics topics;
    private final List<DemoWallet> wallets;
    private final double[] paceUpTo;
    private final GateTable gates;
    private final RandomGenerator random;
    private final TrafficCounts counts;
    private final FollowUps followUps = new FollowUps();
    private final UsageMint mint;
    private final LeadDesk leads;
    private final BackOffice backOffice;
    private final Mischief mischief;

    DemoTraffic(
            Topics topics, DemoWorld world, GateTable gates, RunIds ids, RandomGenerator random, TrafficCounts counts) {
        this.topics = topics;
        this.wallets = world.wallets();
        this.paceUpTo = cumulated(wallets);
        this.gates = gates;
        this.random = random;
        this.counts = counts;
        this.mint = new UsageMint(ids, random);
        this.leads = new LeadDesk(topics, ids, random, followUps);
        this.backOffice = new BackOffice(topics, wallets, gates, ids, random, followUps);
        this.mischief = new Mischief(topics, mint, ids, random);
    }

    /** Returns the next event, and whatever goes wrong beside it. Nothing, where the wallet's gate is closed. */
    List<Shipment> next(Instant now) {
        DemoWallet wallet = anyWallet();
        if (!gates.knows(wallet.id())) {
            return List.of();
        }
        List<Shipment> shipments = new ArrayList<>(2);
        if (gates.delivers(wallet.id())) {
            Shipment event = event(wallet, now);
            mischief.remember(event);
            shipments.add(event);
        } else {
            counts.heldBack();
        }
        if (random.nextInt(ONE_DUPLICATE_IN) == 0 && mischief.hasMemories()) {
            counts.duplicated();
            shipments.add(mischief.again());
        }
        if (random.nextInt(ONE_BAD_RECORD_IN) == 0) {
            counts.spoiled();
            shipments.add(mischief.bad(wallet, now));
        }
        return shipments;
    }

    /** Returns what earlier events and closed gates have brought about by now. */
    List<Shipment> consequences(Instant now) {
        List<Shipment> shipments = followUps.due(now);
        shipments.addAll(backOffice.work(now));
        return shipments;
    }

    /** Takes the answer to a command: a hold that was granted is followed by its lead. */
    void answered(CommandOutcome outcome, Instant now) {
        leads.answered(outcome, now);
    }

    private Shipment event(DemoWallet wallet, Instant now) {
        boolean lead = wallet.trade() == Trade.LEADS
                || (wallet.trade() == Trade.ACCOUNT && random.nextInt(ONE_LEAD_IN_AN_ACCOUNT_IN) == 0);
        return lead ? leads.sell(wallet, now) : Shipment.of(topics.usageEvents, wallet.id(), mint.usage(wallet, now));
    }

    private DemoWallet anyWallet() {
        double drawn = random.nextDouble(paceUpTo[paceUpTo.length - 1]);
        int index = 0;
        while (paceUpTo[index] <= drawn) {
            index++;
        }
        return wallets.get(index);
    }

    private static double[] cumulated(List<DemoWallet> wallets) {
        double[] paceUpTo = new double[wallets.size()];
        double sum = 0;
        for (int i = 0; i < paceUpTo.length; i++) {
            sum += wallets.get(i).pace();
            paceUpTo[i] = sum;
        }
        return paceUpTo;
    }
}
