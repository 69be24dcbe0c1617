package dev.drawdown.loadtest.workload;

import dev.drawdown.loadtest.workload.Move.Send;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All moves of a profile: first those that open the wallets, then the traffic. */
public final class Workload {
    private static final double CONFLICT_SHARE = 0.003;
    private static final double DISPLACED_SHARE = 0.002;
    /** How far back a move may be that is sent again. */
    private static final int RECENT = 500;

    private final Profile profile;
    private final Dice dice;
    private final List<WalletPlan> plans = new ArrayList<>();
    private final List<Send> sent = new ArrayList<>();
    private final Events events;
    private final Commands commands;
    private final Garbage garbage;

    private Workload(Profile profile) {
        this.profile = profile;
        this.dice = new Dice(profile.seed());
        this.events = new Events(dice);
        this.commands = new Commands(dice);
        this.garbage = new Garbage(dice);
    }

    public static List<Move> of(Profile profile) {
        Workload workload = new Workload(profile);
        List<Move> moves = new ArrayList<>(new Openings(profile, workload.dice).moves(workload.plans));
        for (int i = 0; i < profile.moves(); i++) {
            moves.add(workload.next(i));
        }
        moves.add(Move.Await.ANSWERS);
        return moves;
    }

    private Send next(int i) {
        WalletPlan plan = dice.oneOf(plans);
        String id = profile.name() + "-" + i;
        Instant at = profile.start().plus(profile.pace().multipliedBy(i));
        if (dice.chance(profile.garbageShare())) {
            return garbage.next(plan, id, at);
        }
        Send again = dice.chance(profile.duplicateShare()) ? recent() : null;
        if (again != null) {
            return again;
        }
        Send send = fresh(plan, id, at);
        sent.add(send);
        return send;
    }

    private Send fresh(WalletPlan plan, String id, Instant at) {
        if (dice.chance(DISPLACED_SHARE)) {
            return events.displaced(plan, id, at);
        }
        Send other = dice.chance(CONFLICT_SHARE) ? conflicting() : null;
        if (other != null) {
            return other;
        }
        return dice.chance(profile.commandShare()) ? commands.next(plan, id, at) : events.next(plan, id, at);
    }

    private @Nullable Send conflicting() {
        Send earlier = recent();
        return earlier == null ? null : Events.conflicting(earlier);
    }

    private @Nullable Send recent() {
        return sent.isEmpty() ? null : sent.get(sent.size() - 1 - dice.below(Math.min(RECENT, sent.size())));
    }
}
