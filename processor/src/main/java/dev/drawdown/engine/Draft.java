package dev.drawdown.engine;

import dev.drawdown.engine.Journal.Line;
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
 * A wallet on its way to its next state: with its journal and its tranches what is mutable in the engine, alive within
 * one decision.
 *
 * <p>Every method that moves money writes its posting in the same breath, so that state and ledger cannot part. A draft
 * whose change is refused is thrown away, so a change either happens as a whole or not at all.
 */
final class Draft {
    final Wallet before;
    final Policy policy;
    final long now;
    final Journal journal;
    final OpenTranches tranches;
    final List<Signal> signals = new ArrayList<>(0);
    final List<Memo> memos = new ArrayList<>(2);
    final List<Slice> burned = new ArrayList<>(1);

    private final List<Long> freshTranches = new ArrayList<>(0);
    private List<Hold> holds;
    private Map<String, Long> carries;
    private long settled;
    private long held;
    private long owed;
    private long owedEver;
    private long spent;
    private long onCard;
    private long trancheCount;
    private WalletStatus status;
    private WalletSettings settings;
    private @Nullable String name;
    private @Nullable OpenPayments payments;
    private long expiresAt;
    private ZoneId zone;

    Draft(Wallet before, Policy policy, long now, String transactionId, Attribution attribution) {
        this.before = before;
        this.policy = policy;
        this.now = now;
        this.journal = new Journal(before, now, transactionId, attribution);
        this.tranches = new OpenTranches(before.tranches());
        this.holds = before.holds();
        this.carries = before.carries();
        this.settled = before.settledMicros();
        this.held = before.heldMicros();
        this.owed = before.owedMicros();
        this.owedEver = before.owedEverMicros();
        this.trancheCount = before.trancheCount();
        this.status = before.status();
        this.settings = before.settings();
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

    boolean isExpired() {
        return expiresAt <= now;
    }

    long settled() {
        return settled;
    }

    long owed() {
        return owed;
    }

    long owedEver() {
        return owedEver;
    }

    /** How many tranches there have been so far. */
    long trancheCount() {
        return trancheCount;
    }

    /** What this decision charged, whether credit paid it or it is owed. */
    long spent() {
        return spent;
    }

    /** What of it a card is charged. */
    long onCard() {
        return onCard;
    }

    /** Counts what a card is charged: it is spent, and not from the wallet. */
    void chargeCard(long amountMicros) {
        spent += amountMicros;
        onCard += amountMicros;
    }

    long available() {
        return settled - held - owed;
    }

    /** What is available for such a charge: its free credit, less what is owed. */
    long available(ChargeType type, @Nullable String category) {
        return tranches.free(type, category, now) - owed;
    }

    /** Credit that awaits its payment. */
    long pending() {
        return payments == null ? before.pendingMicros() : payments.pendingMicros();
    }

    /** The wallet's payments, to be changed. */
    OpenPayments payments() {
        OpenPayments open = payments;
        if (open == null) {
            open = new OpenPayments(before);
            payments = open;
        }
        return open;
    }

    /** The wallet's payments, to be asked about: nothing is made for what only asks. */
    PaymentBook paymentBook() {
        return payments == null ? before.payments() : payments;
    }

    List<Hold> holds() {
        return holds;
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
        journal.nextConfigVersion();
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

    void addHold(Hold hold) {
        List<Hold> next = new ArrayList<>(holds);
        next.add(hold);
        holds = next;
        tranches.pin(hold.slices(), 1);
        held += hold.amountMicros();
    }

    /** Ends a hold: its slices are free again, and what is free again may settle what is owed. */
    void removeHold(Hold hold) {
        List<Hold> next = new ArrayList<>(holds);
        next.remove(hold);
        holds = next;
        tranches.pin(hold.slices(), -1);
        for (Slice slice : hold.slices()) {
            freshTranches.add(slice.trancheNumber());
        }
        held -= hold.amountMicros();
    }

    // Changes that move money, each with its posting.

    /**
     * Takes from a tranche, for a reason and into an account. A tranche that this empties is closed, and the next one stands
     * in its place; so a loop stays at the place until nothing there is free any more.
     */
    void take(int at, long amountMicros, Reason reason, Account to, long recognizedMicros, String description) {
        Tranche tranche = tranches.get(at);
        Line line = new Line(Direction.DEBIT, reason, Accounts.credit(tranche.pool()), to, description);
        journal.enter(line, settled - owed, amountMicros, recognizedMicros, tranche);
        settled -= amountMicros;
        tranches.replace(at, tranche.withRemaining(tranche.remainingMicros() - amountMicros));
    }

    /** Burns from a tranche to pay for something, for a receipt to remember. */
    void burn(int at, long amountMicros, Reason reason, String description) {
        Tranche tranche = tranches.get(at);
        Pool pool = tranche.pool();
        burned.add(tranche.slice(amountMicros));
        spent += amountMicros;
        long recognized = Accounts.recognized(pool, amountMicros);
        take(at, amountMicros, reason, Accounts.used(pool), recognized, description);
    }

    /** Books what no credit could pay. */
    void owe(long amountMicros, String description) {
        oweCharged(amountMicros, description);
        spent += amountMicros;
    }

    /** Books that what a card was charged before is owed. */
    void oweCharged(long amountMicros, String description) {
        Line line = new Line(Direction.DEBIT, Reason.SHORTFALL, Account.RECEIVABLE, Account.REVENUE, description);
        journal.enter(line, settled - owed, amountMicros, amountMicros, null);
        owed += amountMicros;
        owedEver += amountMicros;
    }

    /** Books that credit which was taken back is not there any more. */
    void oweBack(long amountMicros, Reason reason, Account to, String description) {
        Line line = new Line(Direction.DEBIT, reason, Account.RECEIVABLE, to, description);
        journal.enter(line, settled - owed, amountMicros, 0, null);
        owed += amountMicros;
        owedEver += amountMicros;
    }

    /** Writes what leaves the balance as it is. */
    void note(Line line, Status status, long amountMicros) {
        journal.note(line, status, settled - owed, amountMicros, null);
    }

    /** Books revenue, earned or given up, that goes past the balance. */
    void earn(Line line, long recognizedMicros) {
        journal.earn(line, settled - owed, recognizedMicros);
    }

    /** Forgives a part of what is owed, since the charge that caused it is undone. */
    void forgive(long amountMicros, Reason reason, String description) {
        Line line = new Line(Direction.CREDIT, reason, Account.REVENUE, Account.RECEIVABLE, description);
        journal.enter(line, settled - owed, amountMicros, -amountMicros, null);
        owed -= amountMicros;
    }

    /** Gives credit into a tranche: a new one, one that is open, or a closed one opened again. */
    void give(
            Tranche tranche,
            long amountMicros,
            Reason reason,
            Account from,
            long recognizedMicros,
            String description) {
        Line line = new Line(Direction.CREDIT, reason, from, Accounts.credit(tranche.pool()), description);
        journal.enter(line, settled - owed, amountMicros, recognizedMicros, tranche);
        settled += amountMicros;
        freshTranches.add(tranche.number());
        int at = tranches.indexOf(tranche.number());
        if (at < 0) {
            tranches.insert(tranche);
        } else {
            tranches.replace(at, tranche);
        }
    }

    /** Announces a grant that becomes credit later, or takes the announcement back. */
    void announce(Tranche tranche, Status announced, String description) {
        Pool pool = tranche.pool();
        Line line = new Line(
                Direction.CREDIT, Credits.reason(pool), Accounts.expense(pool), Accounts.credit(pool), description);
        journal.note(line, announced, settled - owed, tranche.remainingMicros(), tranche);
    }

    /** Writes a charge of nothing, so that history shows the event. */
    void chargeNothing(Reason reason, String description) {
        Line line = new Line(Direction.DEBIT, reason, Account.DEFERRED_REVENUE, Account.REVENUE, description);
        journal.enter(line, settled - owed, 0, 0, null);
    }

    /** Lets credit that came in or came free pay what is owed; credit limited to categories does not. */
    void settleOwed() {
        int at = 0;
        while (owed > 0 && !freshTranches.isEmpty() && at < tranches.size()) {
            Tranche tranche = tranches.get(at);
            boolean usable = tranche.isLiveAt(now)
                    && !tranche.scope().namesCategories()
                    && freshTranches.contains(tranche.number());
            long amount = usable ? Math.min(owed, tranche.freeMicros()) : 0;
            if (amount == 0) {
                at++;
            } else {
                Line line = new Line(
                        Direction.CREDIT,
                        Reason.SHORTFALL_SETTLED,
                        Accounts.credit(tranche.pool()),
                        Account.RECEIVABLE,
                        "Owed amount settled");
                journal.note(line, Status.COMPLETED, settled - owed, amount, tranche);
                settled -= amount;
                owed -= amount;
                tranches.replace(at, tranche.withRemaining(tranche.remainingMicros() - amount));
            }
        }
    }

    /** The next state, with what the rules that look at the end of a decision have found. */
    Wallet next(
            @Nullable Level level,
            Gate gate,
            boolean depleted,
            boolean runningOut,
            @Nullable BurnRate burnRate,
            Pace pace) {
        Payments nextPayments = payments == null ? before.payments() : payments.asPayments();
        return new Wallet(
                before.walletId(),
                before.ownerId(),
                name,
                before.currency(),
                before.creditValueMicros(),
                zone,
                status,
                settings,
                journal.configVersion(),
                before.openedAtMillis(),
                now,
                expiresAt,
                settled,
                held,
                owed,
                owedEver,
                pending(),
                journal.seq(),
                trancheCount,
                tranches.asList(),
                List.copyOf(holds),
                level,
                gate,
                depleted,
                runningOut,
                Map.copyOf(carries),
                burnRate,
                pace,
                nextPayments,
                Math.min(
                        nextPayments.nextDueMillis(status),
                        status == WalletStatus.TERMINATED
                                ? Wallet.NEVER
                                : DueWork.next(tranches, holds, expiresAt, now, policy)));
    }
}
