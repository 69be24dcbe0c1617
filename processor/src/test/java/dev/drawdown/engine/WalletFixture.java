package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wallet under test: it sends inputs as the topology does, what is due first, remembers the memos, and holds every
 * decision against the ledger's arithmetic.
 */
final class WalletFixture {
    static final String ID = "w1";
    static final String OPENING = "open";
    static final long START = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

    final Ledger ledger = new Ledger();
    final RememberingMemory memory;
    private final WalletEngine engine;
    private final List<Decision> dueDecisions = new ArrayList<>();
    private @Nullable Wallet wallet;
    private long now = START;
    private int ids;

    private WalletFixture(Policy policy) {
        engine = new WalletEngine(policy);
        memory = new RememberingMemory(policy);
    }

    /** No wallet yet. */
    static WalletFixture none() {
        return none(Policy.DEFAULT);
    }

    static WalletFixture none(Policy policy) {
        return new WalletFixture(policy);
    }

    /** An open wallet without credit, with the default settings, in UTC. */
    static WalletFixture opened() {
        return opened(SettingsDraft.settings());
    }

    static WalletFixture opened(SettingsDraft settings) {
        return opened(settings, ZoneOffset.UTC);
    }

    static WalletFixture opened(SettingsDraft settings, ZoneId zone) {
        return none().open(settings, zone);
    }

    /** An open wallet with one purchased tranche, T1. */
    static WalletFixture funded(String amount) {
        return funded(amount, SettingsDraft.settings());
    }

    static WalletFixture funded(String amount, SettingsDraft settings) {
        WalletFixture fixture = opened(settings);
        fixture.topUp(amount);
        return fixture;
    }

    /** A wallet whose opening brings its first purchased tranche, T1. */
    static WalletFixture openedWith(String amount, SettingsDraft settings) {
        WalletFixture fixture = none();
        accepted(fixture.openWith(amount, settings));
        return fixture;
    }

    Decision openWith(String amount, SettingsDraft settings) {
        return command(OPENING, Bodies.open(settings.done(), ZoneOffset.UTC, null, Bodies.topUp(amount), null));
    }

    WalletFixture open(SettingsDraft settings, ZoneId zone) {
        accepted(command(OPENING, Bodies.open(settings.done(), zone)));
        return this;
    }

    // Time.

    long now() {
        return now;
    }

    WalletFixture after(Duration duration) {
        now += duration.toMillis();
        return this;
    }

    WalletFixture at(String instant) {
        now = Instant.parse(instant).toEpochMilli();
        return this;
    }

    WalletFixture setNow(long millis) {
        now = millis;
        return this;
    }

    /** Lets the timer come although nothing is due: that must change nothing that anybody sees. */
    void wakeForNothing() {
        if (isAbsent()) {
            return;
        }
        long clock = Math.max(now, wallet().clockMillis());
        Decision decision = step(new Input.Due(ID, clock), clock);
        assertThat(decision.postings()).as("nothing was due").isEmpty();
        assertThat(decision.signals()).as("nothing was due").isEmpty();
    }

    /** Looks whether the wallet would miss something that falls due before an instant. */
    void probeNothingIsDueBefore(long dueMillis) {
        Wallet before = wallet();
        if (before.clockMillis() + 1 < dueMillis) {
            long instant = dueMillis == Wallet.NEVER ? before.clockMillis() + 400L * 86_400_000 : dueMillis - 1;
            Decision decision = engine.decide(before, memory, new Input.Due(ID, instant), instant);
            assertThat(decision.postings()).as("nothing is due before").isEmpty();
            assertThat(Signals.all(decision)).as("nothing is due before").isEmpty();
        }
    }

    /** Looks whether a decision depends on nothing but its arguments. */
    void probeTwice(Input input) {
        Decision one = engine.decide(wallet, memory, input, now);
        Decision other = engine.decide(wallet, memory, input, now);
        assertThat(other).isEqualTo(one);
    }

    /** Applies what is due by now, as the timer does. */
    List<Decision> tick() {
        int before = dueDecisions.size();
        while (wallet != null && wallet.nextDueMillis() <= now) {
            long due = wallet.nextDueMillis();
            Decision decision = step(new Input.Due(wallet.walletId(), due), due);
            assertThat(decision.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(wallet.nextDueMillis()).as("due work is done once").isGreaterThan(due);
            dueDecisions.add(decision);
        }
        return List.copyOf(dueDecisions.subList(before, dueDecisions.size()));
    }

    // Inputs.

    Decision send(Input input) {
        tick();
        return step(input, now);
    }

    private Decision step(Input input, long nowMillis) {
        memory.forgetWhatMayGo(nowMillis);
        Wallet before = wallet;
        Decision decision = engine.decide(before, memory, input, nowMillis);
        long decidedAt = before == null ? nowMillis : Math.max(nowMillis, before.clockMillis());
        Invariants.check(before, input, decision, decidedAt);
        wallet = decision.wallet();
        ledger.append(decision, input.id(), decidedAt);
        memory.remember(decision.memos());
        return decision;
    }

    String nextId() {
        return "i" + ++ids;
    }

    Decision command(String id, Input.Body body) {
        return send(new Input.Command(id, ID, "tester", now, body));
    }

    Decision command(Input.Body body) {
        return command(nextId(), body);
    }

    Decision topUp(String amount) {
        return accepted(command(Bodies.topUp(amount)));
    }

    Decision answer(String request, Input.PaymentStatus status) {
        return command(Bodies.answer(request, status));
    }

    Decision answer(String request, int attempt, Input.PaymentStatus status, @Nullable String amount) {
        return command(Bodies.answer(request, attempt, status, amount));
    }

    Decision declined(String request, int attempt, Input.DeclineKind kind) {
        return accepted(command(Bodies.declined(request, attempt, kind)));
    }

    Decision usage(String category, String amount) {
        return usage(category, amount, ChargeType.USAGE);
    }

    Decision usage(String category, String amount, ChargeType type) {
        return send(Events.usage(nextId(), category, amount, type, now));
    }

    Decision metered(String quantity, Price price) {
        BigDecimal units = new BigDecimal(quantity);
        return send(new Input.Usage(
                nextId(), ID, "app", price.meter(), price.meter(), units, null, price, ChargeType.USAGE, now));
    }

    Decision lead(String leadId, String amount) {
        return send(Events.lead(nextId(), leadId, amount, null, now));
    }

    Decision leadOnHold(String leadId, String amount, String holdId) {
        return send(Events.lead(nextId(), leadId, amount, holdId, now));
    }

    Decision giveBack(String leadId) {
        return send(new Input.LeadReturned(nextId(), ID, leadId, "buyer", "invalid number", now));
    }

    // What there is.

    boolean isAbsent() {
        return wallet == null;
    }

    Wallet wallet() {
        return Objects.requireNonNull(wallet, "Expected a wallet, but there is none");
    }

    String settled() {
        return Money.plain(wallet().settledMicros());
    }

    String held() {
        return Money.plain(wallet().heldMicros());
    }

    String owed() {
        return Money.plain(wallet().owedMicros());
    }

    String available() {
        return Money.plain(wallet().availableMicros());
    }

    String pending() {
        return Money.plain(wallet().pendingMicros());
    }

    String gate() {
        return wallet().gate().state() + " " + wallet().gate().reason();
    }

    /** The tranches in the wallet's own order, as {@code T1 40 of 100}. */
    List<String> tranches() {
        return wallet().tranches().stream()
                .map(tranche -> tranche.id() + " " + Money.plain(tranche.remainingMicros()) + " of "
                        + Money.plain(tranche.originalMicros()))
                .toList();
    }

    Tranche tranche(String id) {
        return wallet().tranches().stream()
                .filter(tranche -> tranche.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a tranche " + id + " among " + tranches()));
    }

    // Expectations.

    static Decision accepted(Decision decision) {
        assertThat(decision.outcome()).as(decision.message()).isEqualTo(Outcome.ACCEPTED);
        assertThat(decision.duplicate()).isFalse();
        return decision;
    }

    static void refused(Decision decision, Outcome outcome) {
        assertThat(decision.outcome()).as(decision.message()).isEqualTo(outcome);
        assertThat(decision.message()).isNotBlank();
    }
}
