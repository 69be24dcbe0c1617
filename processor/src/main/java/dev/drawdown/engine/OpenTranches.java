package dev.drawdown.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open tranches of a draft, always in burn order; an empty one is closed, that is, gone. */
final class OpenTranches {
    private final List<Tranche> inOrder;

    OpenTranches(List<Tranche> inOrder) {
        this.inOrder = new ArrayList<>(inOrder);
    }

    int size() {
        return inOrder.size();
    }

    Tranche get(int at) {
        return inOrder.get(at);
    }

    List<Tranche> asList() {
        return List.copyOf(inOrder);
    }

    /** The place of a tranche, or -1 where it is closed. */
    int indexOf(long number) {
        for (int at = 0; at < inOrder.size(); at++) {
            if (inOrder.get(at).number() == number) {
                return at;
            }
        }
        return -1;
    }

    /** Free credit that may pay such a charge at that instant. */
    long free(ChargeType type, @Nullable String category, long millis) {
        long sum = 0;
        for (int at = 0; at < inOrder.size(); at++) {
            Tranche tranche = inOrder.get(at);
            if (tranche.isLiveAt(millis) && tranche.scope().covers(type, category)) {
                sum += tranche.freeMicros();
            }
        }
        return sum;
    }

    /** Puts a tranche with a new amount in its old place; an empty one leaves it to the next in order. */
    void replace(int at, Tranche tranche) {
        if (tranche.remainingMicros() == 0) {
            inOrder.remove(at);
        } else {
            inOrder.set(at, tranche);
        }
    }

    void insert(Tranche tranche) {
        int at = inOrder.size();
        while (at > 0 && Tranche.BURN_ORDER.compare(inOrder.get(at - 1), tranche) > 0) {
            at--;
        }
        inOrder.add(at, tranche);
    }

    void remove(int at) {
        inOrder.remove(at);
    }

    /** Changes what is pinned of each slice's tranche by the slice's amount, up or down. */
    void pin(List<Slice> slices, int sign) {
        for (Slice slice : slices) {
            int at = indexOf(slice.trancheNumber());
            Tranche tranche = inOrder.get(at);
            inOrder.set(at, tranche.withPinned(tranche.pinnedMicros() + sign * slice.amountMicros()));
        }
    }
}
