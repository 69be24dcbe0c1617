package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings in the making: the defaults, but for what a test names. */
final class SettingsDraft {
    private Scope scope = Scope.ALL;
    private BillingMode mode = BillingMode.PREPAID;
    private OnPaymentFailure onFailure = OnPaymentFailure.PAUSE;
    private long floorMicros;
    private long rearmMicros;
    private boolean pauseAtFirst = true;
    private int termsDays = 30;
    private @Nullable Threshold info;
    private @Nullable Threshold warning;
    private @Nullable Threshold inAlarm;
    private long marginMicros;
    private @Nullable Integer timeToEmptyHours;
    private @Nullable RechargeRule recharge;
    private List<Budget> budgets = List.of();

    static SettingsDraft settings() {
        return new SettingsDraft();
    }

    SettingsDraft scope(Scope.Charges charges, String... categories) {
        scope = new Scope(charges, List.of(categories));
        return this;
    }

    SettingsDraft mode(BillingMode value) {
        mode = value;
        return this;
    }

    SettingsDraft onFailure(OnPaymentFailure value) {
        onFailure = value;
        return this;
    }

    SettingsDraft pauseAtLastFailure() {
        pauseAtFirst = false;
        return this;
    }

    SettingsDraft floor(String amount) {
        floorMicros = Money.micros(amount);
        return this;
    }

    SettingsDraft rearm(String amount) {
        rearmMicros = Money.micros(amount);
        return this;
    }

    SettingsDraft terms(int days) {
        termsDays = days;
        return this;
    }

    SettingsDraft below(@Nullable String infoAt, @Nullable String warningAt, @Nullable String inAlarmAt) {
        return levels(Direction.BELOW, infoAt, warningAt, inAlarmAt);
    }

    SettingsDraft above(@Nullable String infoAt, @Nullable String warningAt, @Nullable String inAlarmAt) {
        return levels(Direction.ABOVE, infoAt, warningAt, inAlarmAt);
    }

    SettingsDraft margin(String amount) {
        marginMicros = Money.micros(amount);
        return this;
    }

    SettingsDraft timeToEmpty(int hours) {
        timeToEmptyHours = hours;
        return this;
    }

    SettingsDraft recharge(RechargeRule rule) {
        recharge = rule;
        return this;
    }

    SettingsDraft budgets(Budget... values) {
        budgets = List.of(values);
        return this;
    }

    private SettingsDraft levels(
            Direction direction, @Nullable String infoAt, @Nullable String warningAt, @Nullable String inAlarmAt) {
        info = infoAt == null ? info : new Threshold(Money.micros(infoAt), direction);
        warning = warningAt == null ? warning : new Threshold(Money.micros(warningAt), direction);
        inAlarm = inAlarmAt == null ? inAlarm : new Threshold(Money.micros(inAlarmAt), direction);
        return this;
    }

    WalletSettings done() {
        boolean silent = info == null && warning == null && inAlarm == null && timeToEmptyHours == null;
        AlertRules alerts = silent ? null : new AlertRules(info, warning, inAlarm, marginMicros, timeToEmptyHours);
        return new WalletSettings(
                scope,
                50,
                mode,
                onFailure,
                pauseAtFirst,
                floorMicros,
                rearmMicros,
                termsDays,
                alerts,
                recharge,
                budgets);
    }
}
