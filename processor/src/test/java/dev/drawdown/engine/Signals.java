package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signals as tests read them, a line each. */
final class Signals {
    private Signals() {}

    static List<String> all(Decision decision) {
        return decision.signals().stream()
                .filter(signal -> !(signal instanceof Signal.CardDeclined))
                .map(Signals::line)
                .toList();
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
            case Signal.PaymentRequested(Payment payment) -> request(payment);
            case Signal.CardDeclined declined -> "DECLINED " + (declined.onBackup() ? "BACKUP" : "DEFAULT");
            case Signal.Alert alert ->
                alert.kind() == Signal.Alert.Kind.BALANCE_LEVEL
                        ? level(alert)
                        : alert.kind() + " at " + Money.plain(alert.balanceMicros());
        };
    }

    /** What owners are told of cards, beside what people are told. */
    static List<String> declines(Decision decision) {
        return decision.signals().stream()
                .filter(signal -> signal instanceof Signal.CardDeclined)
                .map(Signals::line)
                .toList();
    }

    /** The only alert on safety, or null. */
    static Signal.@Nullable Alert safety(Decision decision) {
        Signal.Alert found = null;
        for (Signal signal : decision.signals()) {
            if (signal instanceof Signal.Alert alert && alert.kind() == Signal.Alert.Kind.SAFETY) {
                assertThat(found).as("told twice").isNull();
                found = alert;
            }
        }
        return found;
    }

    /** The requests that went out, as {@code TOP_UP/1 attempt 1 of 50 DIRECT DEFAULT}. */
    static List<String> requests(Decision decision) {
        return decision.signals().stream()
                .filter(signal -> signal instanceof Signal.PaymentRequested)
                .map(Signals::line)
                .toList();
    }

    private static String request(Payment payment) {
        Payment.Terms terms = payment.terms();
        return payment.purpose() + "/" + payment.number() + " attempt "
                + payment.progress().attempt() + " of " + Money.plain(terms.amountMicros()) + " " + terms.collect()
                + (payment.progress().onBackup() ? " BACKUP" : " DEFAULT")
                + (terms.refundOf() == null ? "" : " of " + terms.refundOf());
    }

    private static String level(Signal.Alert alert) {
        Long threshold = alert.thresholdMicros();
        return "LEVEL " + alert.fromLevel() + ">" + alert.toLevel() + " at " + Money.plain(alert.balanceMicros())
                + (threshold == null ? "" : " " + alert.direction() + " " + Money.plain(threshold));
    }

    /** The reason that a decision gives for not recharging, or null. */
    static @Nullable String suppressed(Decision decision) {
        for (Signal signal : decision.signals()) {
            if (signal instanceof Signal.Alert alert && alert.kind() == Signal.Alert.Kind.RECHARGE_SUPPRESSED) {
                assertThat(alert.thresholdMicros()).isEqualTo(Money.micros("20"));
                assertThat(alert.message()).contains("is due for a recharge");
                return alert.reason();
            }
        }
        return null;
    }
}
