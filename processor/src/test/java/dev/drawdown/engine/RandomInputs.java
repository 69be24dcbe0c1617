package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws inputs that are likely to meet: few names, amounts near what there is, dates near one another. */
final class RandomInputs {
    private static final List<String> CATEGORIES = List.of("sms", "call", "lead");
    private static final List<String> ZONES =
            List.of("UTC", "America/New_York", "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kolkata");
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private final Random random;
    private int ids;

    RandomInputs(Random random) {
        this.random = random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    long between(long from, long below) {
        return from + (long) (random.nextDouble() * (below - from));
    }

    /** The time until the next input: mostly nothing to minutes, now and then days, sometimes a little backwards. */
    long pauseMillis() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> -between(0, 5_000);
            case 2, 3, 4, 5 -> between(0, 10_000);
            case 6, 7, 8 -> between(0, 20 * 60_000L);
            case 9, 10 -> between(0, 8 * HOUR);
            default -> between(0, 6 * DAY);
        };
    }

    Input opening(long now) {
        Input.TopUp topUp = oneIn(2) ? null : topUp(null, now);
        Long free = oneIn(3) ? Long.valueOf(amount(null)) : null;
        Input.OpenWallet open = new Input.OpenWallet(
                "o1", null, "USD", 1_000_000, settings(), oneIn(8) ? date(now, 30) : null, topUp, free, zone());
        return new Input.Command("open", WalletFixture.ID, "sim", now, open);
    }

    Input next(Wallet wallet, long now) {
        String id = "i" + ++ids;
        long claimed = oneIn(10) ? now - between(0, 3 * DAY) : now;
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> usage(id, wallet, claimed);
            case 5 -> metered(id, claimed);
            case 6, 7, 8 -> lead(id, wallet, claimed);
            case 9, 10 -> new Input.LeadReturned(id, WalletFixture.ID, leadId(), oneIn(8) ? null : "b1", null, claimed);
            case 11 ->
                oneIn(3)
                        ? oneIn(2)
                                ? new Input.OwnerChanged(WalletFixture.ID, zone(), now)
                                : new Input.MethodsChanged(WalletFixture.ID, now)
                        : usage(id, wallet, claimed);
            case 12, 13 -> new Input.Command(id, WalletFixture.ID, "sim", claimed, answer(wallet));
            default -> new Input.Command(id, WalletFixture.ID, "sim", claimed, body(wallet, now));
        };
    }

    /** Another input under the same id. */
    Input conflicting(Input input, Wallet wallet) {
        return new Input.LeadReturned(
                input.id(), wallet.walletId(), "another", "b2", "conflict", input.claimedAtMillis());
    }

    private Input usage(String id, Wallet wallet, long claimed) {
        ChargeType type = oneIn(4) ? ChargeType.FIXED : ChargeType.USAGE;
        long amount = oneIn(15) ? 0 : amount(wallet);
        return new Input.Usage(
                id, WalletFixture.ID, "app", any(CATEGORIES), null, BigDecimal.ONE, amount, null, type, claimed);
    }

    private Input metered(String id, long claimed) {
        BigDecimal quantity = BigDecimal.valueOf(between(0, 5_000_000), 3);
        Price price = Events.price(oneIn(2) ? "tokens" : "chars", "0.0000237");
        return new Input.Usage(
                id, WalletFixture.ID, null, "agent", price.meter(), quantity, null, price, ChargeType.USAGE, claimed);
    }

    private Input lead(String id, Wallet wallet, long claimed) {
        String hold = oneIn(3) ? holdId() : null;
        return new Input.LeadDelivered(
                id, WalletFixture.ID, leadId(), amount(wallet), null, "b1", null, null, null, hold, claimed);
    }

    private Input.Body body(Wallet wallet, long now) {
        return switch (random.nextInt(30)) {
            case 0, 1, 2, 3 -> topUp(wallet, now);
            case 4, 5, 6 -> grant(wallet, now);
            case 7, 8, 9, 10, 11, 12 -> placeHold(wallet);
            case 13, 14, 15, 16 -> new Input.CaptureHold(holdId(), oneIn(2) ? null : Long.valueOf(amount(wallet)));
            case 17, 18 -> new Input.ReleaseHold(holdId());
            case 19 -> new Input.Deduct(amount(wallet), false, null);
            case 20 ->
                oneIn(3)
                        ? new Input.ChargeCard(amount(wallet), "sim", null)
                        : new Input.Deduct(roundedUp(amount(wallet)), true, null);
            case 21, 22 -> new Input.Adjust((oneIn(2) ? 1 : -1) * amount(wallet), any(pools()), "sim", null);
            case 23, 24, 25 ->
                new Input.AmendTranche(
                        trancheId(wallet),
                        oneIn(2) ? date(now, 10) : null,
                        oneIn(2) ? Integer.valueOf(random.nextInt(60)) : null);
            case 26 ->
                new Input.ConfigureWallet(settings(), oneIn(4) ? date(now, 15) : null, null, version(wallet), null);
            case 27 -> new Input.ConfigureWallet(null, oneIn(3) ? date(now, 15) : null, "renamed", null, null);
            case 28 -> wallet.status() == WalletStatus.FROZEN ? Bodies.unfreeze() : Bodies.freeze();
            default -> oneIn(4) ? Bodies.terminate() : Bodies.unfreeze();
        };
    }

    /** Mostly the one that is there. */
    private @Nullable Integer version(Wallet wallet) {
        return oneIn(3) ? null : Integer.valueOf(wallet.configVersion() - (oneIn(4) ? 1 : 0));
    }

    private Input.TopUp topUp(@Nullable Wallet wallet, long now) {
        long free = oneIn(3) ? amount(wallet) : 0;
        Collect collect = any(List.of(Collect.RECORDED, Collect.RECORDED, Collect.CARD, Collect.INVOICE));
        return new Input.TopUp(amount(wallet), collect, null, null, free, oneIn(2) ? date(now, 12) : null);
    }

    private Input.Grant grant(Wallet wallet, long now) {
        return new Input.Grant(
                amount(wallet),
                oneIn(2) ? Pool.PLAN : Pool.PROMOTIONAL,
                oneIn(2) ? Integer.valueOf(random.nextInt(60)) : null,
                oneIn(3) ? date(now, 6) : null,
                oneIn(2) ? date(now, 12) : null,
                oneIn(2) ? scope() : null,
                null);
    }

    /** Of some request that there was, or was not: news, old news, or nonsense. */
    private Input.RecordPayment answer(Wallet wallet) {
        Purpose purpose = any(List.of(Purpose.values()));
        List<Payment> underWay = wallet.payments().underWay();
        long number = 1L + random.nextInt((int) wallet.payments().count(purpose) + 1);
        int attempt = 1 + random.nextInt(3);
        if (!underWay.isEmpty() && !oneIn(4)) {
            Payment payment = any(underWay);
            purpose = payment.purpose();
            number = payment.number();
            attempt = Math.max(1, payment.progress().attempt() - (oneIn(5) ? 1 : 0));
        }
        Input.PaymentStatus status = oneIn(2)
                ? any(List.of(Input.PaymentStatus.SUCCEEDED, Input.PaymentStatus.FAILED))
                : any(List.of(Input.PaymentStatus.values()));
        Long amount = oneIn(3) ? Long.valueOf(roundedUp(amount(wallet))) : null;
        Input.DeclineKind kind = oneIn(2) ? any(List.of(Input.DeclineKind.values())) : null;
        String requestId = WalletFixture.ID + "/" + purpose + "/" + number;
        return new Input.RecordPayment(requestId, attempt, status, amount, null, null, kind, null, null, 0);
    }

    private static long roundedUp(long micros) {
        return Math.ceilDiv(micros, 10_000L) * 10_000;
    }

    private Input.PlaceHold placeHold(Wallet wallet) {
        ChargeType type = oneIn(5) ? ChargeType.FIXED : ChargeType.USAGE;
        String category = oneIn(5) ? null : any(CATEGORIES);
        return new Input.PlaceHold(holdId(), amount(wallet), type, category, between(1, 3 * 86_400), oneIn(2));
    }

    private WalletSettings settings() {
        SettingsDraft draft = SettingsDraft.settings();
        if (oneIn(3)) {
            draft.floor(any(List.of("-50", "-5", "10", "30"))).rearm(any(List.of("0", "5", "20")));
        }
        if (oneIn(3)) {
            draft.below("60", "30", "5").margin(any(List.of("0", "3", "15")));
        }
        if (oneIn(4)) {
            draft.timeToEmpty(1 + random.nextInt(48));
        }
        if (oneIn(5)) {
            draft.onFailure(OnPaymentFailure.CONTINUE);
        }
        if (oneIn(4)) {
            draft.mode(any(List.of(BillingMode.NET_TERMS, BillingMode.MANUAL, BillingMode.CARD)));
        }
        if (oneIn(3)) {
            draft.recharge(recharge());
        }
        if (oneIn(5)) {
            draft.scope(any(List.of(Scope.Charges.values())), any(CATEGORIES));
        }
        return draft.done();
    }

    private RechargeRule recharge() {
        boolean fixed = oneIn(2);
        return new RechargeRule(
                !oneIn(8),
                any(List.of(-5_000_000L, 10_000_000L, 40_000_000L)),
                fixed ? RechargeRule.Mode.FIXED : RechargeRule.Mode.TARGET,
                fixed ? any(List.of(500_000L, 10_000_000L, 30_000_000L)) : null,
                fixed ? null : any(List.of(40_100_000L, 90_000_001L)),
                oneIn(2),
                oneIn(2) ? 0 : between(1, 200_000),
                oneIn(3) ? Integer.valueOf(random.nextInt(3)) : null,
                oneIn(3) ? Long.valueOf(between(1_000_000, 100_000_000)) : null,
                oneIn(4) ? Collect.INVOICE : Collect.DIRECT,
                oneIn(3));
    }

    private Scope scope() {
        List<String> categories = oneIn(2) ? List.of() : List.of(any(CATEGORIES));
        return new Scope(any(List.of(Scope.Charges.values())), categories);
    }

    /** Small change, round sums, or exactly (or a micro beside) what there is. */
    private long amount(@Nullable Wallet wallet) {
        long drawn = switch (random.nextInt(6)) {
            case 0 -> 1 + random.nextInt(3);
            case 1 -> Math.abs(wallet == null ? 5 : wallet.availableMicros()) + random.nextInt(3) - 1;
            case 2 -> Math.abs(wallet == null ? 5 : wallet.heldMicros()) + random.nextInt(3) - 1;
            case 3 -> 10_000_000L * (1 + random.nextInt(5));
            default -> between(1, 40_000_000);
        };
        return Math.min(Math.max(1, drawn), 1_000_000_000_000L);
    }

    /** Mostly ahead of now, on a midnight, an hour or anywhere. */
    private Long date(long now, int days) {
        long drawn = now + between(-DAY / 4, days * DAY);
        return switch (random.nextInt(3)) {
            case 0 -> drawn - Math.floorMod(drawn, DAY);
            case 1 -> drawn - Math.floorMod(drawn, HOUR);
            default -> drawn;
        };
    }

    private ZoneId zone() {
        return ZoneId.of(any(ZONES));
    }

    private List<Pool> pools() {
        return List.of(Pool.values());
    }

    private String holdId() {
        return "h" + random.nextInt(5);
    }

    private String leadId() {
        return "l" + random.nextInt(12);
    }

    private String trancheId(Wallet wallet) {
        return "T" + (1 + random.nextInt((int) wallet.trancheCount() + 1));
    }
}
