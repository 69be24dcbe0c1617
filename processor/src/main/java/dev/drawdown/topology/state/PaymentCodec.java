package dev.drawdown.topology.state;

import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Payments;
import dev.drawdown.engine.Purpose;
import dev.drawdown.engine.RechargeHabit;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of a wallet's payments: one byte where there are none. */
final class PaymentCodec {
    private static final Purpose[] PURPOSES = Purpose.values();
    private static final WalletSettings.Collect[] COLLECTS = WalletSettings.Collect.values();
    private static final Payment.Status[] STATUSES = Payment.Status.values();

    private PaymentCodec() {}

    static void write(StateWriter out, Payments payments) {
        out.writeBoolean(!payments.isNone());
        if (payments.isNone()) {
            return;
        }
        writeAll(out, payments.underWay());
        writeAll(out, payments.paid());
        out.writeCount(payments.counts().size());
        for (Long count : payments.counts()) {
            out.writeCount(count);
        }
        out.writeBoolean(payments.hasFailed()).writeBoolean(payments.isStopped());
        writeRecharging(out, payments.recharging());
        out.writeInstant(payments.periodEndsAtMillis()).writeCount(payments.disputes());
        out.writeNumber(payments.gatheredMicros());
    }

    /** Reads what a version of the wallet wrote: the second knew no terms, the third no disputes, the fourth no card. */
    static Payments read(StateReader in, int version) {
        return in.readBoolean()
                ? new Payments(
                        readAll(in),
                        readAll(in),
                        readCounts(in),
                        in.readBoolean(),
                        in.readBoolean(),
                        readRecharging(in, version),
                        version == 2 ? Wallet.NEVER : in.readInstant(),
                        version < 4 ? 0 : (int) in.readCount(),
                        version < 5 ? 0 : in.readNumber())
                : Payments.NONE;
    }

    static void write(StateWriter out, Payment payment) {
        out.writeOneOf(payment.purpose()).writeCount(payment.number());
        writeTerms(out, payment.terms());
        Payment.Progress progress = payment.progress();
        out.writeOneOf(progress.status()).writeCount(progress.attempt());
        out.writeBoolean(progress.onBackup());
        out.writeBoolean(progress.isDefaultDead()).writeBoolean(progress.isBackupDead());
        out.writeCount(progress.rung()).writeCount(progress.resends());
        out.writeBoolean(progress.wasActionAsked()).writeInstant(progress.dueMillis());
        Payment.Proceeds proceeds = payment.proceeds();
        out.writeCount(proceeds.trancheNumber()).writeNumber(proceeds.advancedMicros());
        out.writeNumber(proceeds.collectedMicros()).writeNumber(proceeds.refundedMicros());
        out.writeNumber(proceeds.disputedMicros()).writeBoolean(proceeds.isDisputeWon());
    }

    static Payment readOne(StateReader in) {
        return new Payment(
                in.readOneOf(PURPOSES),
                in.readCount(),
                readTerms(in),
                new Payment.Progress(
                        in.readOneOf(STATUSES),
                        (int) in.readCount(),
                        in.readBoolean(),
                        in.readBoolean(),
                        in.readBoolean(),
                        (int) in.readCount(),
                        (int) in.readCount(),
                        in.readBoolean(),
                        in.readInstant()),
                new Payment.Proceeds(
                        in.readCount(),
                        in.readNumber(),
                        in.readNumber(),
                        in.readNumber(),
                        in.readNumber(),
                        in.readBoolean()));
    }

    private static void writeTerms(StateWriter out, Payment.Terms terms) {
        out.writeOneOf(terms.collect());
        out.writeNumber(terms.amountMicros()).writeNumber(terms.neededMicros());
        out.writeTextOrNull(terms.payerId()).writeTextOrNull(terms.reference());
        out.writeText(terms.source()).writeTextOrNull(terms.description());
        out.writeNumber(terms.freeMicros()).writeInstant(terms.creditExpiresAtMillis());
        out.writeTextOrNull(terms.refundOf());
        out.writeNumber(terms.requestedAtMillis()).writeInstant(terms.invoiceDueMillis());
        Payment.Trigger trigger = terms.trigger();
        out.writeBoolean(trigger != null);
        if (trigger != null) {
            out.writeNumber(trigger.balanceMicros()).writeNumber(trigger.thresholdMicros());
        }
    }

    private static Payment.Terms readTerms(StateReader in) {
        return new Payment.Terms(
                in.readOneOf(COLLECTS),
                in.readNumber(),
                in.readNumber(),
                in.readTextOrNull(),
                in.readTextOrNull(),
                in.readText(),
                in.readTextOrNull(),
                in.readNumber(),
                in.readInstant(),
                in.readTextOrNull(),
                in.readNumber(),
                in.readInstant(),
                in.readBoolean() ? new Payment.Trigger(in.readNumber(), in.readNumber()) : null);
    }

    private static void writeAll(StateWriter out, List<Payment> payments) {
        out.writeCount(payments.size());
        for (Payment payment : payments) {
            write(out, payment);
        }
    }

    private static List<Payment> readAll(StateReader in) {
        int count = in.readSize();
        List<Payment> payments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            payments.add(readOne(in));
        }
        return payments;
    }

    private static List<Long> readCounts(StateReader in) {
        int size = in.readSize();
        List<Long> counts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            counts.add(in.readCount());
        }
        return counts;
    }

    private static void writeRecharging(StateWriter out, @Nullable Recharging recharging) {
        out.writeBoolean(recharging != null);
        if (recharging != null) {
            out.writeNumber(recharging.lastAtMillis());
            out.writeNumber(recharging.dayEndsAtMillis()).writeCount(recharging.today());
            out.writeNumber(recharging.monthEndsAtMillis()).writeNumber(recharging.thisMonthMicros());
            out.writeCount(recharging.told()).writeInstant(recharging.wakeAtMillis());
            writeHabit(out, recharging.habit());
        }
    }

    private static void writeHabit(StateWriter out, RechargeHabit habit) {
        out.writeCount(habit.mostADay()).writeBoolean(habit.isOftenTold());
        out.writeNumber(habit.weekEndsAtMillis()).writeNumber(habit.thisWeekMicros());
        out.writeNumber(habit.mostAWeekMicros()).writeCount(habit.weeks()).writeBoolean(habit.isRisingTold());
    }

    private static RechargeHabit readHabit(StateReader in) {
        return new RechargeHabit(
                (int) in.readCount(),
                in.readBoolean(),
                in.readNumber(),
                in.readNumber(),
                in.readNumber(),
                (int) in.readCount(),
                in.readBoolean());
    }

    private static @Nullable Recharging readRecharging(StateReader in, int version) {
        return in.readBoolean()
                ? new Recharging(
                        in.readNumber(),
                        in.readNumber(),
                        (int) in.readCount(),
                        in.readNumber(),
                        in.readNumber(),
                        (int) in.readCount(),
                        in.readInstant(),
                        version < 4 ? RechargeHabit.NONE : readHabit(in))
                : null;
    }
}
