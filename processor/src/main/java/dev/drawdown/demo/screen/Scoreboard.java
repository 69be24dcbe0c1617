package dev.drawdown.demo.screen;

import dev.drawdown.demo.TrafficCounts;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Adds up what the topics say. Told by the feed's thread, asked by the screen's. */
public final class Scoreboard {
    private static final int HISTORY_SECONDS = 24;
    private static final int NEWS_KEPT = 200;
    private static final Set<String> CHARGES =
            Set.of("USAGE", "FIXED_CHARGE", "LEAD_DELIVERY", "HOLD_CAPTURE", "SHORTFALL", "DEDUCTION");

    private final Instant startedAt;
    private final Roster roster;
    private final TrafficCounts traffic;
    private final LongSupplier duplicatesIgnored;

    private final Conservation conservation = new Conservation();
    private final RateMeter rate = new RateMeter();
    private final LatencyMeter latency = new LatencyMeter();
    private final SortedMap<String, Long> debited = new TreeMap<>();
    private final Map<String, WalletBalance> balances = new LinkedHashMap<>();
    private final Map<String, String> gates = new HashMap<>();
    private final Map<String, Long> fullMarks = new HashMap<>();
    private final Deque<News> news = new ArrayDeque<>();
    private long newsCount;
    private long debits;
    private long deadLetters;
    private long refused;
    private long lag = -1;
    private String lastTransaction = "";

    public Scoreboard(Instant startedAt, Roster roster, TrafficCounts traffic, LongSupplier duplicatesIgnored) {
        this.startedAt = startedAt;
        this.roster = roster;
        this.traffic = traffic;
        this.duplicatesIgnored = duplicatesIgnored;
    }

    /** Takes an entry of before this start: it counts for the balance only. */
    synchronized void earlier(LedgerEntry entry) {
        conservation.entry(entry);
    }

    synchronized void entry(LedgerEntry entry, Instant now) {
        conservation.entry(entry);
        if (!CHARGES.contains(entry.getReason())) {
            return;
        }
        debited.merge(entry.getCurrency(), Money.micros(entry.getAmount()), Long::sum);
        // A transaction over several tranches has several entries in a row, and is one debit.
        String transaction = entry.getWalletId() + "/" + entry.getTransactionId();
        if (!transaction.equals(lastTransaction)) {
            lastTransaction = transaction;
            debits++;
            rate.count(entry.getRecordedAt().toEpochMilli());
            latency.took(Duration.between(entry.getOccurredAt(), now).toMillis());
        }
    }

    synchronized void balance(WalletBalance balance) {
        conservation.balance(balance);
        balances.put(balance.getWalletId(), balance);
        fullMarks.merge(balance.getWalletId(), Money.micros(balance.getAvailable()), Math::max);
    }

    /** Takes a gate of before this start. */
    synchronized void earlier(DeliveryGate gate) {
        gates.put(gate.getWalletId(), gate.getState());
    }

    synchronized void gate(DeliveryGate gate) {
        String before = gates.put(gate.getWalletId(), gate.getState());
        if (before == null && gate.getState().equals("OPEN")) {
            return;
        }
        report(new News(
                gate.getSince(),
                "gate",
                name(gate.getWalletId()),
                Words.gate(gate.getState(), gate.getReason()),
                Tone.ofGate(gate.getState())));
    }

    synchronized void alert(BalanceAlert alert) {
        String level = alert.getToLevel() == null ? "WARNING" : alert.getToLevel();
        Tone tone = alert.getKind().equals("DEPLETED") ? Tone.BAD : Tone.ofLevel(level);
        report(new News(alert.getAt(), "alert", name(alert.getWalletId()), Words.alert(alert), tone));
    }

    synchronized void outcome(CommandOutcome outcome) {
        if (outcome.getStatus().equals("REJECTED")) {
            refused++;
            report(new News(
                    outcome.getAt(),
                    "refused",
                    name(outcome.getWalletId()),
                    outcome.getCode() + ": " + outcome.getMessage(),
                    Tone.DIM));
        }
    }

    synchronized void deadLetter(String code, Instant at, String message) {
        deadLetters++;
        report(new News(at, "dead letter", code, message, Tone.DIM));
    }

    public synchronized void lag(long records) {
        lag = records;
    }

    /** Returns how many debits were seen since the start. */
    public synchronized long debits() {
        return debits;
    }

    /** Returns how things stand. */
    synchronized Picture picture(Instant now) {
        long nowMillis = now.toEpochMilli();
        long[] history = rate.history(nowMillis, HISTORY_SECONDS);
        return new Picture(
                Duration.between(startedAt, now),
                new Picture.Flow(
                        rate.perSecond(nowMillis),
                        Arrays.stream(history).boxed().toList(),
                        debits,
                        lag,
                        latency.quantile(0.5),
                        latency.quantile(0.99)),
                new Picture.Incidents(duplicatesIgnored.getAsLong(), deadLetters, traffic.heldBackByGates(), refused),
                new TreeMap<>(debited),
                conservation.sums(),
                conservation.gaps(),
                standings(),
                List.copyOf(news));
    }

    /** Returns the number of all news so far, so that a reader finds those that are new to it. */
    synchronized long newsCount() {
        return newsCount;
    }

    private List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (String walletId : roster.profiles().keySet()) {
            WalletBalance balance = balances.get(walletId);
            if (balance != null) {
                standings.add(standing(balance));
            }
        }
        for (WalletBalance balance : balances.values()) {
            if (!roster.profiles().containsKey(balance.getWalletId())) {
                standings.add(standing(balance));
            }
        }
        return standings;
    }

    private Standing standing(WalletBalance balance) {
        Roster.Profile profile = roster.of(balance.getWalletId());
        long available = Money.micros(balance.getAvailable());
        long full = fullMarks.getOrDefault(balance.getWalletId(), available);
        long span = full - profile.floorMicros();
        double share = !profile.bounded() ? -1 : span <= 0 ? 0 : (double) (available - profile.floorMicros()) / span;
        return new Standing(
                name(balance.getWalletId()),
                profile.use(),
                balance.getCurrency(),
                available,
                share,
                balance.getLevel(),
                gates.getOrDefault(balance.getWalletId(), balance.getGate()));
    }

    private String name(String walletId) {
        WalletBalance balance = balances.get(walletId);
        return balance == null || balance.getName() == null ? walletId : balance.getName();
    }

    private void report(News item) {
        if (news.size() == NEWS_KEPT) {
            news.removeFirst();
        }
        news.addLast(item);
        newsCount++;
    }
}
