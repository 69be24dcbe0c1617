package dev.drawdown.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/** What the traffic of now will bring about later: a lead that is returned, a freeze that ends. */
final class FollowUps {
    private final PriorityQueue<Later> queue = new PriorityQueue<>(Comparator.comparing(Later::at));

    private record Later(Instant at, Function<Instant, Shipment> make) {}

    void at(Instant when, Function<Instant, Shipment> make) {
        queue.add(new Later(when, make));
    }

    /** Takes out and returns what is due at {@code now}. */
    List<Shipment> due(Instant now) {
        List<Shipment> due = new ArrayList<>();
        for (Later next = queue.peek(); next != null && !next.at().isAfter(now); next = queue.peek()) {
            queue.remove();
            due.add(next.make().apply(now));
        }
        return due;
    }
}
