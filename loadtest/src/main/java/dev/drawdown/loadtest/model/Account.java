package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of one wallet, with every sum added up when it is asked for. */
final class Account {
    /** The idempotency window, and the day that an input may be ahead of it: so long ids are remembered. */
    static final Duration REMEMBERED = Duration.ofDays(8);

    final String walletId;
    boolean opened;
    String ownerId = "";

    @Nullable
    String name;

    String currency = "";
    BigDecimal creditValue = BigDecimal.ONE;
    ZoneId zone = ZoneId.of("UTC");
    Fields settings = new Fields("WalletSettings", Map.of());
    String status = "ACTIVE";
    Instant clock = Instant.EPOCH;

    @Nullable
    Instant expiresAt;

    boolean expired;
    long seq;
    /** The balance after the last entry: what all deltas add up to. */
    BigDecimal booked = Money.ZERO;

    long configVersion;
    String level = "OK";
    boolean levelKnown;
    String gateState = "";
    String gateReason = "";
    /** All payments ever asked for, oldest first. */
    final List<ModelPayment> payments = new ArrayList<>();

    /** Those of which something can be given back, oldest first. */
    final List<ModelPayment> refundable = new ArrayList<>();

    /** Whether recharging is off, since a recharge failed for good. */
    boolean rechargeOff;

    Instant lastRecharge = Instant.EPOCH;
    Instant dayEnds = Instant.EPOCH;
    Instant monthEnds = Instant.EPOCH;
    long rechargesToday;
    BigDecimal rechargedThisMonth = Money.ZERO;
    final Set<String> toldNotRecharging = new HashSet<>();

    /** When what keeps the wallet from recharging is over by itself. */
    @Nullable
    Instant rechargeAt;

    /** When what is owed on terms is invoiced. */
    @Nullable
    Instant periodEnds;

    /** Whether one has failed, and none succeeded since. */
    boolean paymentFailed;

    /** What the card is to be charged, and was not asked for yet. */
    BigDecimal gathered = Money.ZERO;

    boolean depleted;
    boolean runningOut;

    /** Those with anything in them; an empty one is out of the list until something comes back to it. */
    final List<ModelTranche> tranches = new ArrayList<>();

    private long tranchesEver;
    private final Map<String, ModelHold> holds = new LinkedHashMap<>();
    final Map<String, EndedHold> endedHolds = new LinkedHashMap<>();
    BigDecimal owed = Money.ZERO;
    BigDecimal everOwed = Money.ZERO;
    final Map<String, Receipt> receipts = new LinkedHashMap<>();
    final Map<String, BigDecimal> carries = new LinkedHashMap<>();
    /** What charges cost in each hour that there ever was. */
    final Map<Long, BigDecimal> spentByHour = new LinkedHashMap<>();

    boolean spentSinceLook;

    /** Hours, and ends of days and weeks, of which people have been told. */
    final Set<Object> toldOf = new HashSet<>();

    /** How often, and for how much, it recharged, by the ends of days and weeks. */
    final Map<Instant, BigDecimal> rechargesByDay = new LinkedHashMap<>();

    final Map<Instant, BigDecimal> rechargedByWeek = new LinkedHashMap<>();
    Instant weekEnds = Instant.EPOCH;

    /** What charges cost, by slots of the burn rate. */
    final Map<Long, BigDecimal> spentBySlot = new LinkedHashMap<>();

    /** What holds have pinned, added up when it is asked for after a hold has come or gone. */
    private @Nullable IdentityHashMap<ModelTranche, BigDecimal> pins;

    /** How a hold ended, and when. */
    record EndedHold(String how, Instant at) {}

    Account(String walletId) {
        this.walletId = walletId;
    }

    BigDecimal settled() {
        BigDecimal sum = Money.ZERO;
        for (ModelTranche tranche : tranches) {
            sum = tranche.effective ? sum.add(tranche.remaining) : sum;
        }
        return sum;
    }

    BigDecimal held() {
        BigDecimal sum = Money.ZERO;
        for (ModelTranche tranche : tranches) {
            sum = sum.add(pinned(tranche));
        }
        return sum;
    }

    BigDecimal pinned(ModelTranche tranche) {
        if (holds.isEmpty() || !tranche.open()) {
            return Money.ZERO;
        }
        IdentityHashMap<ModelTranche, BigDecimal> known = pins;
        if (known == null) {
            known = new IdentityHashMap<>();
            for (ModelHold hold : holds.values()) {
                for (Part part : hold.parts()) {
                    known.merge(part.tranche(), part.amount(), BigDecimal::add);
                }
            }
            pins = known;
        }
        return known.getOrDefault(tranche, Money.ZERO);
    }

    Collection<ModelHold> holds() {
        return List.copyOf(holds.values());
    }

    @Nullable
    ModelHold hold(String holdId) {
        return holds.get(holdId);
    }

    void hold(ModelHold hold) {
        holds.put(hold.id(), hold);
        pins = null;
    }

    void setFree(ModelHold hold) {
        holds.remove(hold.id());
        pins = null;
    }

    long nextTrancheNumber() {
        return ++tranchesEver;
    }

    /** Takes empty tranches out of the list. */
    void sweep() {
        tranches.removeIf(tranche -> !tranche.open());
    }

    /** Puts a tranche back into the list that something comes back to. */
    void reopen(ModelTranche tranche) {
        if (!tranches.contains(tranche)) {
            tranches.add(tranche);
        }
    }

    /** A payment that succeeds makes up for those that failed, but not for an invoice that is overdue. */
    void paid() {
        paymentFailed = payments.stream().anyMatch(payment -> payment.waits() && payment.overdue);
    }

    /** Credit that awaits its payment. */
    BigDecimal pending() {
        BigDecimal sum = Money.ZERO;
        for (ModelPayment payment : payments) {
            boolean counts = payment.bringsCredit() && payment.waits() && !Money.positive(payment.advanced);
            sum = counts ? sum.add(payment.amount) : sum;
        }
        return sum;
    }

    BigDecimal balance() {
        return settled().subtract(owed);
    }

    BigDecimal available() {
        return settled().subtract(held()).subtract(owed);
    }

    /** What may be spent of a tranche at this instant. */
    BigDecimal free(ModelTranche tranche, Instant now) {
        boolean spendable = tranche.effective && !tranche.effectiveFrom.isAfter(now) && !tranche.expiredAt(now);
        return spendable ? tranche.remaining.subtract(pinned(tranche)) : Money.ZERO;
    }

    BigDecimal free(Instant now, String chargeType, @Nullable String category) {
        BigDecimal sum = Money.ZERO;
        for (ModelTranche tranche : tranches) {
            sum = tranche.coverage.covers(chargeType, category) ? sum.add(free(tranche, now)) : sum;
        }
        return sum;
    }

    /** What can be spent on this charge, once what is owed is set aside. */
    BigDecimal availability(Instant now, String chargeType, @Nullable String category) {
        return free(now, chargeType, category).subtract(owed);
    }

    List<ModelTranche> inBurnOrder() {
        return tranches.stream().sorted(ModelTranche.BURN_ORDER).toList();
    }

    @Nullable
    ModelTranche tranche(String id) {
        for (ModelTranche tranche : tranches) {
            if (tranche.id().equals(id) && tranche.open()) {
                return tranche;
            }
        }
        return null;
    }

    /** How a hold ended, as long as that is remembered; null where there was none. */
    @Nullable
    String ended(String holdId, Instant now) {
        EndedHold ended = endedHolds.get(holdId);
        return ended == null || ended.at().plus(REMEMBERED).isBefore(now) ? null : ended.how();
    }

    BigDecimal floor() {
        return settings.moneyOr("floor", Money.ZERO);
    }

    BigDecimal rearmMargin() {
        return settings.moneyOr("rearm_margin", Money.ZERO);
    }

    /** An expiry date holds until the end of its day where the owner is. */
    @Nullable
    Instant endOfDay(@Nullable Instant date) {
        if (date == null) {
            return null;
        }
        LocalDate day = date.atZone(zone).toLocalDate();
        Instant midnight = day.atStartOfDay(zone).toInstant();
        return midnight.equals(date) ? date : day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
