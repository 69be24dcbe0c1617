package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.Posting.Status;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wallet on its way to its next state: the one mutable class of the engine, alive within one decision.
 *
 * <p>Every method that moves money writes its posting in the same breath, so that state and ledger cannot part. A draft
 * whose change is refused is thrown away, so a change either happens as a whole or not at all.
 */
final class Draft {
    final Wallet before;
    final Policy policy;
    final long now;
    final List<Posting> postings = new ArrayList<>(2);
    final List<Signal> signals = new ArrayList<>(0);
    final List<Memo> memos = new ArrayList<>(2);
    final List<Slice> burned = new ArrayList<>(1);

    private final String transactionId;
    private Attribution attribution;
    private @Nullable Long correctsSeq;
    private final List<Tranche> tranches;
    private List<Hold> holds;
    private Map<String, Long> carries;
    private final List<Long> freshTranches = new ArrayList<>(0);
    private long settled;
    private long held;
    private long owed;
    private long owedEver;
    private long seq;
    private long trancheCount;
    private long spent;
    private WalletStatus status;
    private WalletSettings settings;
    private int configVersion;
    private @Nullable String name;
    private long expiresAt;
    private ZoneId zone;

    Draft(Wallet before, Policy policy, long now, String transactionId, Attribution attribution) {
        this.before = before;
        this.policy = policy;
        this.now = now;
        this.transactionId = transactionId;
        this.attribution = attribution;
        this.tranches = new ArrayList<>(before.tranches());
        this.holds = before.holds();
        this.carries = before.carries();
        this.settled = before.settledMicros();
        this.held = before.heldMicros();
        this.owed = before.owedMicros();
        this.owedEver = before.owedEverMicros();
        this.seq = before.seq();
        this.trancheCount = before.trancheCount();
        this.status = before.status();
        this.settings = before.settings();
        this.configVersion = before.configVersion();
        this.name = before.name();
        this.expiresAt = before.expiresAtMillis();
        this.zone = before.zone();
    }

    // What rules and changes ask.

    WalletSettings settings() {
        return settings;
    }

    WalletStatus status() {
        return status;
    }

    ZoneId zone() {
        return zone;
    }

    String currency() {
        return before.currency();
    }

    long expiresAt() {
        return expiresAt;
    }

    long seq() {
        return seq;
    }

    long owed() {
        return owed;
    }

    long owedEver() {
        return owedEver;
    }

    long spent() {
        return spent;
    }

    long settled() {
        return settled;
    }

    long available() {
        return settled - held - owed;
    }

    List<Tranche> tranches() {
        return tranches;
    }

    List<Hold> holds() {
        return holds;
    }

    boolean isExpired() {
        return expiresAt <= now;
    }

    /** Free credit that may pay such a charge now. */
    long free(ChargeType type, @Nullable String category) {
        long sum = 0;
        for (int at = 0; at < tranches.size(); at++) {
            Tranche tranche = tranches.get(at);
            if (tranche.isLiveAt(now) && tranche.scope().covers(type, category)) {
                sum += tranche.freeMicros();
            }
        }
        return sum;
    }

    /** What is available for such a charge: its free credit, less what is owed. */
    long available(ChargeType type, @Nullable String category) {
        return free(type, category) - owed;
    }

    int indexOf(long trancheNumber) {
        for (int at = 0; at < tranches.size(); at++) {
            if (tranches.get(at).number() == trancheNumber) {
                return at;
            }
        }
        return -1;
    }

    @Nullable
    Hold hold(String holdId) {
        for (int at = 0; at < holds.size(); at++) {
            if (holds.get(at).holdId().equals(holdId)) {
                return holds.get(at);
            }
        }
        return null;
    }

    long carry(String meter) {
        Long carry = carries.get(meter);
        return carry == null ? 0 : carry;
    }

    // Changes that move no money.

    void attribute(Attribution next) {
        attribution = next;
    }

    /** Names the entry that this decision corrects. */
    void correcting(@Nullable Long seqToCorrect) {
        correctsSeq = seqToCorrect;
    }

    void status(WalletStatus next) {
        status = next;
    }

    @Nullable
    Refusal zone(ZoneId next) {
        zone = next;
        return null;
    }

    void configure(@Nullable WalletSettings nextSettings, @Nullable String nextName, long nextExpiry) {
        settings = nextSettings == null ? settings : nextSettings;
        name = nextName == null ? name : nextName;
        expiresAt = nextExpiry;
        configVersion++;
    }

    void carry(String meter, long carry) {
        Map<String, Long> next = new HashMap<>(carries);
        if (carry == 0) {
            next.remove(meter);
        } else {
            next.put(meter, carry);
        }
        carries = next;
    }

    long nextTrancheNumber() {
        return ++trancheCount;
    }

    /** Replaces a tranche in place; only for changes that keep its place in the burn order. */
    void replace(int at, Tranche tranche) {
        if (tranche.remainingMicros() == 0) {
            tranches.remove(at);
        } else {
            tranches.set(at, tranche);
        }
    }

    /** Puts a tranche where it belongs in the burn order. */
    void insert(Tranche tranche) {
        int at = tranches.size();
        while (at > 0 && Tranche.BURN_ORDER.compare(tranches.get(at - 1), tranche) > 0) {
            at--;
        }
        tranches.add(at, tranche);
    }

    /** Moves a tranche whose priority or expiry changed to its new place. */
    void reorder(int at, Tranche tranche) {
        tranches.remove(at);
        insert(tranche);
    }

    void addHold(Hold hold) {
        List<Hold> next = new ArrayList<>(holds);
        next.add(hold);
        holds = next;
        for (Slice slice : hold.slices()) {
            int at = indexOf(slice.trancheNumber());
            Tranche tranche = tranches.get(at);
            tranches.set(at, tranche.withPinned(tranche.pinnedMicros() + slice.amountMicros()));
        }
        held += hold.amountMicros();
    }

    /** Ends a hold: its slices are free again, and what is free again may settle what is owed. */
    void removeHold(Hold hold) {
        List<Hold> next = new ArrayList<>(holds);
        next.remove(hold);
        holds = next;
        for (Slice slice : hold.slices()) {
            int at = indexOf(slice.trancheNumber());
            Tranche tranche = tranches.get(at);
            tranches.set(at, tranche.withPinned(tranche.pinnedMicros() - slice.amountMicros()));
            freshTranches.add(slice.trancheNumber());
        }
        held -= hold.amountMicros();
    }

    // Changes that move money, each with its posting.

    /** Takes from a tranche, for a reason and into an account; returns whether that closed it. */
    boolean take(int at, long amountMicros, Reason reason, Account to, long recognizedMicros, String description) {
        Tranche tranche = tranches.get(at);
        replace(at, tranche.withRemaining(tranche.remainingMicros() - amountMicros));
        long balance = settled - owed;
        settled -= amountMicros;
        post(
                Direction.DEBIT,
                reason,
                Status.COMPLETED,
                amountMicros,
                -amountMicros,
                balance,
                tranche,
                Accounts.credit(tranche.pool()),
                to,
                recognizedMicros,
                description);
        return amountMicros == tranche.remainingMicros();
    }

    /** Burns from a tranche to pay for something, for a receipt to remember; returns whether that closed it. */
    boolean burn(int at, long amountMicros, Reason reason, String description) {
        Tranche tranche = tranches.get(at);
        burned.add(tranche.slice(amountMicros));
        spent += amountMicros;
        return take(
                at,
                amountMicros,
                reason,
                Accounts.used(tranche.pool()),
                Accounts.recognized(tranche.pool(), amountMicros),
                description);
    }

    /** Books what no credit could pay. */
    void owe(long amountMicros, String description) {
        long balance = settled - owed;
        owed += amountMicros;
        owedEver += amountMicros;
        spent += amountMicros;
        post(
                Direction.DEBIT,
                Reason.SHORTFALL,
                Status.COMPLETED,
                amountMicros,
                -amountMicros,
                balance,
                null,
                Account.RECEIVABLE,
                Account.REVENUE,
                amountMicros,
                description);
    }

    /** Forgives a part of what is owed, since the charge that caused it is undone. */
    void forgive(long amountMicros, Reason reason, String description) {
        long balance = settled - owed;
        owed -= amountMicros;
        post(
                Direction.CREDIT,
                reason,
                Status.COMPLETED,
                amountMicros,
                amountMicros,
                balance,
                null,
                Account.REVENUE,
                Account.RECEIVABLE,
                -amountMicros,
                description);
    }

    /** Gives credit into a tranche: a new one, one that is open, or a closed one opened again. */
    void give(
            Tranche tranche,
            long amountMicros,
            Reason reason,
            Account from,
            long recognizedMicros,
            String description) {
        int at = indexOf(tranche.number());
        if (at < 0) {
            insert(tranche);
        } else {
            tranches.set(at, tranche);
        }
        freshTranches.add(tranche.number());
        long balance = settled - owed;
        settled += amountMicros;
        post(
                Direction.CREDIT,
                reason,
                Status.COMPLETED,
                amountMicros,
                amountMicros,
                balance,
                tranche,
                from,
                Accounts.credit(tranche.pool()),
                recognizedMicros,
                description);
    }

    /** Announces a grant that becomes credit later, or takes the announcement back. */
    void announce(Tranche tranche, Status announced, String description) {
        post(
                Direction.CREDIT,
                Credits.reason(tranche.pool()),
                announced,
                tranche.remainingMicros(),
                0,
                settled - owed,
                tranche,
                Accounts.expense(tranche.pool()),
                Accounts.credit(tranche.pool()),
                0,
                description);
    }

    /** Writes a charge of nothing, so that history shows the event. */
    void chargeNothing(Reason reason, String description) {
        post(
                Direction.DEBIT,
                reason,
                Status.COMPLETED,
                0,
                0,
                settled - owed,
                null,
                Account.DEFERRED_REVENUE,
                Account.REVENUE,
                0,
                description);
    }

    /** Lets credit that came in or came free pay what is owed; credit limited to categories does not. */
    void settleOwed() {
        for (int at = 0; owed > 0 && !freshTranches.isEmpty() && at < tranches.size(); at++) {
            Tranche tranche = tranches.get(at);
            if (tranche.freeMicros() == 0
                    || !tranche.isLiveAt(now)
                    || tranche.scope().namesCategories()
                    || !freshTranches.contains(tranche.number())) {
                continue;
            }
            long amount = Math.min(owed, tranche.freeMicros());
            replace(at, tranche.withRemaining(tranche.remainingMicros() - amount));
            at -= amount == tranche.remainingMicros() ? 1 : 0;
            long balance = settled - owed;
            settled -= amount;
            owed -= amount;
            post(
                    Direction.CREDIT,
                    Reason.SHORTFALL_SETTLED,
                    Status.COMPLETED,
                    amount,
                    0,
                    balance,
                    tranche,
                    Accounts.credit(tranche.pool()),
                    Account.RECEIVABLE,
                    0,
                    "Owed amount settled");
        }
    }

    private void post(
            Direction direction,
            Reason reason,
            Status postingStatus,
            long amountMicros,
            long deltaMicros,
            long balanceMicros,
            @Nullable Tranche tranche,
            Account debit,
            Account credit,
            long recognizedMicros,
            String description) {
        if (!postings.isEmpty()) {
            attribution = attribution.withoutQuantity();
        }
        postings.add(new Posting(
                ++seq,
                transactionId,
                direction,
                reason,
                postingStatus,
                amountMicros,
                deltaMicros,
                balanceMicros,
                balanceMicros + deltaMicros,
                tranche == null ? null : tranche.id(),
                tranche == null ? null : tranche.pool(),
                debit,
                credit,
                recognizedMicros,
                attribution,
                description,
                now,
                configVersion,
                correctsSeq));
    }

    /** Whether a sum has left what the ledger can carry; asked once, when all changes are made. */
    boolean hasOverflowed() {
        return Amounts.isOutOfRange(settled)
                || Amounts.isOutOfRange(owed)
                || Amounts.isOutOfRange(settled - owed)
                || owedEver < 0;
    }

    /** The next state, with what the rules that look at the end of a decision have found. */
    Wallet next(@Nullable Level level, Gate gate, boolean depleted, boolean runningOut, @Nullable BurnRate burnRate) {
        return new Wallet(
                before.walletId(),
                before.ownerId(),
                name,
                before.currency(),
                before.creditValueMicros(),
                zone,
                status,
                settings,
                configVersion,
                before.openedAtMillis(),
                now,
                expiresAt,
                settled,
                held,
                owed,
                owedEver,
                before.pendingMicros(),
                seq,
                trancheCount,
                List.copyOf(tranches),
                List.copyOf(holds),
                level,
                gate,
                depleted,
                runningOut,
                Map.copyOf(carries),
                burnRate,
                DueWork.next(tranches, holds, expiresAt, now, policy));
    }
}
