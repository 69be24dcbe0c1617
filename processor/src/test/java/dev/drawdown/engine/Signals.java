package dev.drawdown.engine;

import java.util.List;

/** Signals as tests read them, a line each. */
final class Signals {
    private Signals() {}

    static List<String> all(Decision decision) {
        return decision.signals().stream().map(Signals::line).toList();
    }

    static List<String> alerts(Decision decision) {
        return decision.signals().stream()
                .filter(signal -> signal instanceof Signal.Alert)
                .map(Signals::line)
                .toList();
    }

    static List<String> gates(Decision decision) {
        return decision.signals().stream()
                .filter(signal -> signal instanceof Signal.GateChanged)
                .map(Signals::line)
                .toList();
    }

    private static String line(Signal signal) {
        return switch (signal) {
            case Signal.GateChanged(Gate gate) -> "GATE " + gate.state() + " " + gate.reason();
            case Signal.Alert alert ->
                alert.kind() == Signal.Alert.Kind.BALANCE_LEVEL
                        ? level(alert)
                        : alert.kind() + " at " + Money.plain(alert.balanceMicros());
        };
    }

    private static String level(Signal.Alert alert) {
        Long threshold = alert.thresholdMicros();
        return "LEVEL " + alert.fromLevel() + ">" + alert.toLevel() + " at " + Money.plain(alert.balanceMicros())
                + (threshold == null ? "" : " " + alert.direction() + " " + Money.plain(threshold));
    }
}
