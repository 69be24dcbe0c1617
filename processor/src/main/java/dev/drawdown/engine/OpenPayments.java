package dev.drawdown.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payments of a draft while they change; made only for a decision that concerns them. */
final class OpenPayments implements PaymentBook {
    private static final Purpose[] PURPOSES = Purpose.values();

    private final String walletId;
    private final List<Payment> underWay;
    private final List<Payment> paid;
    private final List<Long> counts;
    private boolean hasFailed;
    private boolean isStopped;
    private @Nullable Recharging recharging;
    private long periodEndsAt;
    private int disputes;
    private long gathered;

    OpenPayments(Wallet before) {
        Payments payments = before.payments();
        walletId = before.walletId();
        underWay = new ArrayList<>(payments.underWay());
        paid = new ArrayList<>(payments.paid());
        counts = new ArrayList<>(payments.counts());
        hasFailed = payments.hasFailed();
        isStopped = payments.isStopped();
        recharging = payments.recharging();
        periodEndsAt = payments.periodEndsAtMillis();
        disputes = payments.disputes();
        gathered = payments.gatheredMicros();
    }

    Payments asPayments() {
        Payments payments = new Payments(
                underWay, paid, counts, hasFailed, isStopped, recharging, periodEndsAt, disputes, gathered);
        return payments.isNone() ? Payments.NONE : payments;
    }

    /** Those under way, as they are now: what happens to one does not change the list that was given out. */
    List<Payment> underWay() {
        return List.copyOf(underWay);
    }

    List<Payment> paid() {
        return List.copyOf(paid);
    }

    int countUnderWay() {
        return underWay.size();
    }

    @Override
    public boolean hasUnderWay(Purpose purpose) {
        for (Payment payment : underWay) {
            if (payment.purpose() == purpose) {
                return true;
            }
        }
        return false;
    }

    long pendingMicros() {
        long pending = 0;
        for (Payment payment : underWay) {
            pending += payment.pendingMicros();
        }
        return pending;
    }

    @SuppressWarnings("EnumOrdinal")
    long nextNumber(Purpose purpose) {
        while (counts.size() < PURPOSES.length) {
            counts.add(0L);
        }
        long number = counts.get(purpose.ordinal()) + 1;
        counts.set(purpose.ordinal(), number);
        return number;
    }

    /** A payment by its request: under way, paid, or as it is remembered; null where there never was one. */
    @Nullable
    Payment find(String requestId, Memory memory) {
        for (Payment payment : underWay) {
            if (payment.requestId(walletId).equals(requestId)) {
                return payment;
            }
        }
        for (Payment payment : paid) {
            if (payment.requestId(walletId).equals(requestId)) {
                return payment;
            }
        }
        return memory.recall(Memo.Kind.PAYMENT, Fingerprint.of(requestId)) instanceof Memo.PastPayment past
                ? past.payment()
                : null;
    }

    void add(Payment payment) {
        underWay.add(payment);
    }

    /** Puts a payment that is still under way in the place of what it was. */
    void replace(Payment payment) {
        underWay.set(placeOf(underWay, payment), payment);
    }

    /** Puts a payment that is over where it belongs: among those that can be given back, or into memory. */
    void file(Payment payment, Draft draft) {
        remove(underWay, payment);
        boolean keeps = payment.progress().status() == Payment.Status.PAID && payment.refundableMicros() > 0;
        int at = placeOf(paid, payment);
        if (keeps && at >= 0) {
            paid.set(at, payment);
            return;
        }
        remove(paid, payment);
        if (!keeps) {
            remember(payment, draft);
            return;
        }
        paid.add(payment);
        if (paid.size() > draft.policy.payments().maxPaid()) {
            remember(paid.removeFirst(), draft);
        }
    }

    @Override
    public boolean hasFailed() {
        return hasFailed;
    }

    void hasFailed(boolean next) {
        hasFailed = next;
    }

    @Override
    public boolean isStopped() {
        return isStopped;
    }

    void isStopped(boolean next) {
        isStopped = next;
    }

    @Override
    public @Nullable Recharging recharging() {
        return recharging;
    }

    void recharging(Recharging next) {
        recharging = next;
    }

    @Override
    public long periodEndsAtMillis() {
        return periodEndsAt;
    }

    void periodEndsAt(long millis) {
        periodEndsAt = millis;
    }

    @Override
    @SuppressWarnings("EnumOrdinal")
    public long count(Purpose purpose) {
        return counts.isEmpty() ? 0 : counts.get(purpose.ordinal());
    }

    @Override
    public long promisedMicros() {
        return Payment.promisedMicros(underWay);
    }

    @Override
    public long gatheredMicros() {
        return gathered;
    }

    void gather(long moreMicros) {
        gathered += moreMicros;
    }

    @Override
    public int disputes() {
        return disputes;
    }

    void disputed(int more) {
        disputes += more;
    }

    private void remember(Payment payment, Draft draft) {
        draft.memos.add(new Memo.PastPayment(Fingerprint.of(payment.requestId(walletId)), draft.now, payment));
    }

    private static void remove(List<Payment> payments, Payment payment) {
        int at = placeOf(payments, payment);
        if (at >= 0) {
            payments.remove(at);
        }
    }

    private static int placeOf(List<Payment> payments, Payment payment) {
        for (int at = 0; at < payments.size(); at++) {
            Payment other = payments.get(at);
            if (other.purpose() == payment.purpose() && other.number() == payment.number()) {
                return at;
            }
        }
        return -1;
    }
}
