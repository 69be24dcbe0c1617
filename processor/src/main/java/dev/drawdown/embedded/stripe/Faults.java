package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The faults that have been asked for and have not struck yet. They are not kept over a restart. */
final class Faults {
    private static final int MOST = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration USUAL = Duration.ofSeconds(5);

    private final List<Order> orders = new ArrayList<>();

    /** A fault that strikes now, and for how long where it takes time. */
    record Strike(Fault fault, Duration time) {}

    private static final class Order {
        private final Fault fault;
        private final String call;
        private final Pattern pattern;
        private final Duration time;
        private int spared;
        private int left;

        private Order(Fault fault, String call, int spared, int times, Duration time) {
            this.fault = fault;
            this.call = call;
            this.pattern = Pattern.compile("\\Q" + call.replace("*", "\\E[^/]+\\Q") + "\\E");
            this.spared = spared;
            this.left = times;
            this.time = time;
        }
    }

    /**
     * Asks for a fault.
     *
     * @param call method and path, as {@code POST /v1/payment_intents/*}{@code /confirm}
     * @param spared how many such calls go well before
     * @param times how many of those after it strikes
     * @param time how long it takes, where it takes time
     */
    synchronized void add(Fault fault, String call, int spared, int times, Duration time) {
        if (orders.size() == MOST) {
            throw new IllegalArgumentException("Expected at most " + MOST + " faults at once, but there are as many");
        }
        orders.add(new Order(fault, call, spared, times, time.compareTo(LONGEST) > 0 ? LONGEST : time));
    }

    synchronized void add(Params params) {
        params.only("fault", "call", "skip", "times", "millis");
        add(
                fault(params.required("fault")),
                params.required("call"),
                (int) params.integer("skip", 0),
                (int) params.integer("times", 1),
                Duration.ofMillis(params.integer("millis", USUAL.toMillis())));
    }

    private static Fault fault(String label) {
        for (Fault fault : Fault.values()) {
            if (fault.label().equals(label)) {
                return fault;
            }
        }
        throw ApiRefusal.invalid(null, "fault", "Expected one of " + List.of(Fault.values()) + ", but it is " + label);
    }

    synchronized void clear() {
        orders.clear();
    }

    /** Returns the fault that strikes this call, if one does. */
    @Nullable
    synchronized Strike strike(String method, String path) {
        String call = method + " " + path;
        Iterator<Order> all = orders.iterator();
        while (all.hasNext()) {
            Order order = all.next();
            if (!order.pattern.matcher(call).matches()) {
                continue;
            }
            if (order.spared > 0) {
                order.spared--;
                continue;
            }
            order.left--;
            if (order.left == 0) {
                all.remove();
            }
            return new Strike(order.fault, order.time);
        }
        return null;
    }

    synchronized ObjectNode list() {
        List<ObjectNode> listed = new ArrayList<>();
        for (Order order : orders) {
            listed.add(Json.object()
                    .put("fault", order.fault.label())
                    .put("call", order.call)
                    .put("skip", order.spared)
                    .put("times", order.left)
                    .put("millis", order.time.toMillis()));
        }
        return Json.list("/_simulator/faults", listed, false);
    }
}
