package dev.drawdown.demo;

import dev.drawdown.schemas.DeliveryGate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The delivery gates, as a router keeps them: the latest record per wallet in memory, so that asking before a delivery
 * costs nothing. It may lag by the time that a record takes to arrive; who must never overspend takes a hold.
 */
final class GateTable {
    private final Map<String, DeliveryGate> gates = new ConcurrentHashMap<>();

    void put(DeliveryGate gate) {
        gates.put(gate.getWalletId(), gate);
    }

    /** Returns whether there is such a wallet: each has a gate from its opening on. */
    boolean knows(String walletId) {
        return gates.containsKey(walletId);
    }

    /** Returns whether the wallet may be delivered to. */
    boolean delivers(String walletId) {
        DeliveryGate gate = gates.get(walletId);
        return gate != null && !gate.getState().equals("PAUSED");
    }

    /** Returns since when the wallet has been out of money, or null while it is not. */
    @Nullable
    Instant emptySince(String walletId) {
        DeliveryGate gate = gates.get(walletId);
        if (gate == null) {
            return null;
        }
        boolean empty = gate.getState().equals("GRACE")
                || (gate.getState().equals("PAUSED") && gate.getReason().equals("BALANCE_AT_FLOOR"));
        return empty ? gate.getSince() : null;
    }

    int size() {
        return gates.size();
    }
}
