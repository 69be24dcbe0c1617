package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of a wallet after a decision: its delivery gate, its alert level, that it is empty or soon will be. */
final class Watch {
    private static final List<String> LEVELS = List.of("OK", "INFO", "WARNING", "IN_ALARM");
    private static final List<String> THRESHOLDS = List.of("", "info", "warning", "in_alarm");
    private static final Duration SLOT = Duration.ofMinutes(5);
    private static final int SLOTS = 12;

    private final Account account;
    private final Step step;
    private final Instant now;
    private final boolean opening;
    private final BigDecimal available;

    Watch(Account account, Step step, Instant now, boolean opening) {
        this.account = account;
        this.step = step;
        this.now = now;
        this.opening = opening;
        this.available = account.available();
    }

    void look() {
        gate();
        level();
        depleted();
        runningOut();
        new Suspicion(account, step, now).spending();
    }

    private void gate() {
        String state = "OPEN";
        String reason = "FUNDED";
        if (!account.status.equals("ACTIVE")) {
            state = "PAUSED";
            reason = account.status;
        } else if (account.paymentFailed && pausesOnFailure()) {
            state = "PAUSED";
            reason = "PAYMENT_FAILED";
        } else if (atFloor()) {
            state = mode("PREPAID")
                            && account.settings
                                    .textOr("on_payment_failure", "PAUSE")
                                    .equals("CONTINUE")
                    ? "GRACE"
                    : "PAUSED";
            reason = "BALANCE_AT_FLOOR";
        }
        if (state.equals(account.gateState) && reason.equals(account.gateReason)) {
            return;
        }
        account.gateState = state;
        account.gateReason = reason;
        step.gate = new Predicted()
                .with("wallet_id", account.walletId)
                .with("state", state)
                .with("reason", reason)
                .with("since", now)
                .with("wallet_seq", account.seq)
                .with("caused_by", step.inputId);
    }

    private boolean pausesOnFailure() {
        boolean goesOn = account.settings.textOr("on_payment_failure", "PAUSE").equals("CONTINUE");
        return !mode("MANUAL") && !(mode("PREPAID") && goesOn);
    }

    private boolean mode(String mode) {
        return account.settings.textOr("billing_mode", "PREPAID").equals(mode);
    }

    /** At the floor the gate shuts, and opens again only the re-arm margin above it. */
    private boolean atFloor() {
        if (mode("MANUAL")) {
            return false;
        }
        Coverage own = Coverage.of(account.settings);
        String chargeType = own.chargeScope().equals("FIXED") ? "FIXED" : "USAGE";
        String category = own.covers(chargeType, Facts.LEAD_CATEGORY)
                ? Facts.LEAD_CATEGORY
                : own.categories().getFirst();
        BigDecimal available = account.availability(now, chargeType, category);
        if (mode("CARD")) {
            return below(available);
        }
        boolean was = account.gateReason.equals("BALANCE_AT_FLOOR");
        return Money.atMost(available, account.floor()) || (was && !rearmed(available));
    }

    /** Where a card pays there need be nothing, but nothing may be owed either. */
    private boolean below(BigDecimal available) {
        return Money.above(account.floor().min(Money.ZERO), available);
    }

    private boolean rearmed(BigDecimal available) {
        return Money.above(available, account.floor())
                && Money.atMost(account.floor().add(account.rearmMargin()), available);
    }

    private void level() {
        String before = account.level;
        String after = LEVELS.get(levelNow());
        boolean first = !account.levelKnown;
        account.level = after;
        account.levelKnown = true;
        if (first ? after.equals("OK") : after.equals(before)) {
            return;
        }
        Predicted alert = alert(account, step, "BALANCE_LEVEL", now)
                .with("from_level", first ? null : before)
                .with("to_level", after);
        Fields threshold = threshold(LEVELS.indexOf(after));
        if (threshold != null) {
            alert.with("threshold", threshold.money("value")).with("direction", threshold.text("direction"));
        }
    }

    /** The most severe level that is met, or that was reached and not yet left by the margin. */
    private int levelNow() {
        for (int level = LEVELS.size() - 1; level > 0; level--) {
            Fields threshold = threshold(level);
            boolean reached = account.levelKnown && reached(level);
            if (threshold != null && (met(threshold) || (reached && !left(threshold)))) {
                return level;
            }
        }
        return 0;
    }

    /** Who is at a level has been at every milder one that looks in the same direction. */
    private boolean reached(int level) {
        Fields threshold = threshold(level);
        Fields current = threshold(LEVELS.indexOf(account.level));
        return LEVELS.indexOf(account.level) >= level
                && threshold != null
                && current != null
                && Objects.equals(current.text("direction"), threshold.text("direction"));
    }

    private @Nullable Fields threshold(int level) {
        Fields alerts = account.settings.record("alerts");
        return alerts == null ? null : alerts.record(THRESHOLDS.get(level));
    }

    private boolean met(Fields threshold) {
        return Money.atMost(beyond(threshold), Money.ZERO);
    }

    private boolean left(Fields threshold) {
        Fields alerts = account.settings.record("alerts");
        BigDecimal margin = alerts == null ? Money.ZERO : alerts.moneyOr("margin", Money.ZERO);
        return !met(threshold) && Money.atMost(margin, beyond(threshold));
    }

    /** How far the balance is on the good side of a threshold. */
    private BigDecimal beyond(Fields threshold) {
        BigDecimal above = available.subtract(threshold.moneyOr("value", Money.ZERO));
        return threshold.textOr("direction", "BELOW").equals("BELOW") ? above : above.negate();
    }

    private void depleted() {
        boolean empty = !mode("MANUAL") && Money.atMost(available, account.floor());
        boolean before = account.depleted;
        account.depleted = empty || (before && !mode("MANUAL") && !rearmed(available));
        account.depleted = mode("CARD") ? below(available) : account.depleted;
        if (account.depleted && !before && !opening) {
            alert(account, step, "DEPLETED", now);
        }
    }

    /** At the rate of the last hour, counted in slots of five minutes. */
    private void runningOut() {
        Fields alerts = account.settings.record("alerts");
        Long hours = alerts == null ? null : alerts.number("time_to_empty_hours");
        if (hours == null) {
            return;
        }
        BigDecimal burned = burned();
        BigDecimal limit = burned.multiply(BigDecimal.valueOf(hours));
        boolean before = account.runningOut;
        boolean soon = Money.positive(burned) && Money.above(limit, available);
        boolean rearmed = Money.atMost(limit.multiply(new BigDecimal("1.2")), available);
        account.runningOut = soon || (before && Money.positive(burned) && !rearmed);
        if (account.runningOut && !before) {
            alert(account, step, "TIME_TO_EMPTY", now);
        }
    }

    private BigDecimal burned() {
        long oldest = slot(now) - SLOTS + 1;
        BigDecimal sum = Money.ZERO;
        for (Map.Entry<Long, BigDecimal> spent : account.spentBySlot.entrySet()) {
            sum = spent.getKey() >= oldest ? sum.add(spent.getValue()) : sum;
        }
        return sum;
    }

    /** Notes what a charge cost, for the burn rate. */
    static void spend(Account account, Instant at, BigDecimal amount) {
        account.spentBySlot.keySet().removeIf(slot -> slot <= slot(at) - SLOTS);
        account.spentBySlot.merge(slot(at), amount, BigDecimal::add);
        account.spentByHour.merge(Suspicion.hour(at), amount, BigDecimal::add);
        account.spentSinceLook = account.spentSinceLook || Money.positive(amount);
    }

    private static long slot(Instant at) {
        return at.toEpochMilli() / SLOT.toMillis();
    }

    static Predicted alert(Account account, Step step, String kind, Instant now) {
        Predicted alert = new Predicted()
                .with("wallet_id", account.walletId)
                .with("owner_id", account.ownerId)
                .with("kind", kind)
                .with("balance", account.available())
                .with("currency", account.currency)
                .with("wallet_seq", account.seq)
                .with("caused_by", step.inputId)
                .with("at", now);
        step.alerts.add(alert);
        return alert;
    }
}
