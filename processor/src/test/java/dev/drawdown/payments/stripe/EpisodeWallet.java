package dev.drawdown.payments.stripe;

import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Memory;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Posting;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.Signal;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A wallet that recharges itself: the engine as the topology drives it, and what it has said so far. */
final class EpisodeWallet {
    static final long DOLLAR = 1_000_000;

    private final WalletEngine engine = new WalletEngine(Policy.DEFAULT);
    private final Map<Memo.Kind, Map<Fingerprint, Memo>> memos = new EnumMap<>(Memo.Kind.class);
    private final Memory memory =
            (kind, fingerprint) -> memos.getOrDefault(kind, Map.of()).get(fingerprint);
    private final String walletId;

    /** What lies in the topic of payment requests and has not been read. */
    final Deque<Payment> requests = new ArrayDeque<>();

    /** Per request, the money that the ledger says has moved. */
    final Map<String, Long> booked = new TreeMap<>();

    /** Per request, the credit given ahead of its money, less what has been cleared or taken back. */
    final Map<String, Long> ahead = new TreeMap<>();

    /** The requests of which people were told that something is the matter with them. */
    final Set<String> flagged = new HashSet<>();

    private @Nullable Wallet wallet;
    private int inputs;

    EpisodeWallet(String walletId) {
        this.walletId = walletId;
    }

    void open(WalletSettings settings, long dollars, Instant now) {
        Input.TopUp first = new Input.TopUp(dollars * DOLLAR, WalletSettings.Collect.RECORDED, null, "wire", 0, null);
        command(new Input.OpenWallet("owner", null, "USD", DOLLAR, settings, null, first, null, ZoneOffset.UTC), now);
    }

    /** A wallet with this rule, and nothing else out of the ordinary. */
    static WalletSettings settings(WalletSettings.OnPaymentFailure onFailure, WalletSettings.RechargeRule rule) {
        WalletSettings usual = WalletSettings.DEFAULT;
        return new WalletSettings(
                Scope.ALL,
                usual.priority(),
                usual.billingMode(),
                onFailure,
                usual.pauseAtFirstFailure(),
                usual.floorMicros(),
                usual.rearmMarginMicros(),
                usual.termsDays(),
                null,
                rule,
                List.of());
    }

    void spend(long dollars, Instant now) {
        decide(
                new Input.Usage(
                        nextId(),
                        walletId,
                        null,
                        "sms",
                        null,
                        BigDecimal.ONE,
                        dollars * DOLLAR,
                        null,
                        ChargeType.USAGE,
                        now.toEpochMilli()),
                now);
    }

    /** The owner has other payment methods than before. */
    void changeMethods(Instant now) {
        decide(new Input.MethodsChanged(walletId, now.toEpochMilli()), now);
    }

    Decision command(Input.Body body, Instant now) {
        return decide(new Input.Command(nextId(), walletId, "test", now.toEpochMilli(), body), now);
    }

    private String nextId() {
        return "i" + ++inputs;
    }

    /** Does what has fallen due. */
    void tick(Instant now) {
        for (Instant due = nextDue(); due != null && !due.isAfter(now); due = nextDue()) {
            step(new Input.Due(walletId, due.toEpochMilli()), due.toEpochMilli());
        }
    }

    private @Nullable Instant nextDue() {
        return wallet == null || wallet.nextDueMillis() == Wallet.NEVER
                ? null
                : Instant.ofEpochMilli(wallet.nextDueMillis());
    }

    private Decision decide(Input input, Instant now) {
        tick(now);
        Decision decision = step(input, now.toEpochMilli());
        if (decision.outcome() != Outcome.ACCEPTED) {
            throw new AssertionError("Expected to be accepted, but " + decision.message() + ": " + input);
        }
        return decision;
    }

    private Decision step(Input input, long nowMillis) {
        Decision decision = engine.decide(wallet, memory, input, nowMillis);
        wallet = decision.wallet();
        for (Memo memo : decision.memos()) {
            memos.computeIfAbsent(memo.kind(), _ -> new HashMap<>()).put(memo.fingerprint(), memo);
        }
        decision.postings().forEach(this::book);
        decision.signals().forEach(signal -> hear(signal, input));
        return decision;
    }

    private void book(Posting posting) {
        String request = posting.attribution().paymentId();
        if (request == null || posting.status() != Posting.Status.COMPLETED) {
            return;
        }
        boolean isCash = posting.debit() == Posting.Account.CASH;
        switch (posting.reason()) {
            case TOP_UP -> (isCash ? booked : ahead).merge(request, posting.amountMicros(), Long::sum);
            case PAYMENT_CLEARED -> {
                booked.merge(request, posting.amountMicros(), Long::sum);
                ahead.merge(request, -posting.amountMicros(), Long::sum);
            }
            case TOP_UP_REVERSED -> ahead.merge(request, -posting.amountMicros(), Long::sum);
            default -> {
                // Usage, and what settles a shortfall.
            }
        }
    }

    private void hear(Signal signal, Input cause) {
        if (signal instanceof Signal.PaymentRequested(Payment payment)) {
            requests.add(payment);
        }
        boolean isAnswer = cause instanceof Input.Command command && command.body() instanceof Input.RecordPayment;
        if (signal instanceof Signal.Alert alert && isAboutAPayment(alert, isAnswer)) {
            // An alert names its request in words only; of those by itself, all that wait are meant.
            if (cause instanceof Input.Command(var _, var _, var _, var _, Input.RecordPayment answer)) {
                flagged.add(answer.requestId());
            } else {
                flagged.addAll(underWay());
            }
        }
    }

    private static boolean isAboutAPayment(Signal.Alert alert, boolean isAnswer) {
        return switch (alert.kind()) {
            case PAYMENT_STUCK -> true;
            case PAYMENT_FAILED, PAYMENT_ACTION -> isAnswer;
            case BALANCE_LEVEL, DEPLETED, RECHARGE_SUPPRESSED, BUDGET, EXPIRING, TIME_TO_EMPTY, SAFETY -> false;
        };
    }

    /** The requests that have not come to an end. */
    List<String> underWay() {
        return Objects.requireNonNull(wallet).payments().underWay().stream()
                .map(payment -> payment.requestId(walletId))
                .toList();
    }

    /** Whether no attempt has its time still to come. */
    boolean waitsForNothing() {
        return Objects.requireNonNull(wallet).payments().underWay().stream()
                .noneMatch(payment -> payment.progress().status() == Payment.Status.WAITING);
    }

    /** Drops what was asked for again before anybody has read it. */
    void forgetRepeats() {
        Map<String, Payment> last = new LinkedHashMap<>();
        requests.forEach(payment ->
                last.put(payment.requestId(walletId) + "/" + payment.progress().attempt(), payment));
        requests.clear();
        requests.addAll(last.values());
    }

    String walletId() {
        return walletId;
    }
}
