package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.ModelWallet;
import dev.drawdown.loadtest.model.Step;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Finds the moment at which a command was refused.
 *
 * <p>A refusal changes nothing and its answer tells no sequence number, so among the inputs of other topics its place is not
 * known. What is known are its neighbours on its own topic: somewhere between those two the rules must refuse it with the
 * very code that was answered. Each place is tried on a wallet of its own.
 */
final class Refusals {
    private final Supplier<ModelWallet> fresh;
    private final BiFunction<ModelWallet, Queued, List<Step>> replay;

    Refusals(Supplier<ModelWallet> fresh, BiFunction<ModelWallet, Queued, List<Step>> replay) {
        this.fresh = fresh;
        this.replay = replay;
    }

    /** What the rules say to a refused command, at the first place that gives the answer, or else where it stands. */
    Step find(List<Queued> order, int at) {
        Queued refused = order.get(at);
        Step here = stepAt(order, refused, at);
        if (here.code.equals(refused.refusedAs())) {
            return here;
        }
        for (int place = neighbour(order, at, -1) + 1; place <= neighbour(order, at, 1); place++) {
            Step step = stepAt(order, refused, place);
            if (step.code.equals(refused.refusedAs())) {
                return step;
            }
        }
        return here;
    }

    /** The next input of the same topic in a direction, or the end. */
    private static int neighbour(List<Queued> order, int at, int direction) {
        String topic = order.get(at).input().source().topic();
        int place = at + direction;
        while (place >= 0
                && place < order.size()
                && !Objects.equals(order.get(place).input().source().topic(), topic)) {
            place += direction;
        }
        return place;
    }

    private Step stepAt(List<Queued> order, Queued refused, int place) {
        ModelWallet wallet = fresh.get();
        for (Queued earlier : order.subList(0, place)) {
            if (earlier.refusedAs() == null) {
                var _ = replay.apply(wallet, earlier);
            }
        }
        return replay.apply(wallet, refused).getLast();
    }
}
