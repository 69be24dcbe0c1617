package dev.drawdown.testing;

import dev.drawdown.engine.BurnRate;
import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Hold;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Pace;
import dev.drawdown.engine.Payment;
import dev.drawdown.engine.Payments;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Purpose;
import dev.drawdown.engine.RechargeHabit;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.Slice;
import dev.drawdown.engine.Tranche;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Wallets and memos of every shape, whether an engine would make them or not; the same seed makes the same. */
public final class RandomWallets {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/Sao_Paulo"), ZoneId.of("+05:30"));

    private final Random random;

    public RandomWallets(long seed) {
        random = new Random(seed);
    }

    public Wallet wallet(String walletId) {
        return new Wallet(
                walletId,
                text(),
                orNull(this::text),
                "USD",
                number(),
                ZONES.get(random.nextInt(ZONES.size())),
                oneOf(WalletStatus.values()),
                settings(),
                random.nextInt(1_000),
                number(),
                number(),
                instant(),
                number(),
                number(),
                number(),
                number(),
                number(),
                random.nextInt(1_000_000),
                random.nextInt(1_000),
                list(this::tranche),
                list(this::hold),
                orNull(() -> oneOf(Level.values())),
                new Gate(oneOf(Gate.State.values()), oneOf(Gate.Reason.values()), number()),
                random.nextBoolean(),
                random.nextBoolean(),
                carries(),
                orNull(() ->
                        new BurnRate(number(), random.longs(random.nextInt(13)).toArray())),
                pace(),
                payments(),
                instant());
    }

    public WalletSettings settings() {
        return new WalletSettings(
                scope(),
                random.nextInt(),
                oneOf(WalletSettings.BillingMode.values()),
                oneOf(WalletSettings.OnPaymentFailure.values()),
                random.nextBoolean(),
                number(),
                number(),
                random.nextInt(100),
                orNull(() -> new WalletSettings.AlertRules(
                        orNull(this::threshold),
                        orNull(this::threshold),
                        orNull(this::threshold),
                        number(),
                        orNull(() -> random.nextInt(100)))),
                orNull(this::recharge),
                list(() -> new WalletSettings.Budget(
                        orNull(this::text),
                        orNull(this::text),
                        number(),
                        oneOf(WalletSettings.Budget.OnReached.values()))));
    }

    private Payments payments() {
        return random.nextBoolean()
                ? Payments.NONE
                : new Payments(
                        list(this::payment),
                        list(this::payment),
                        random.nextBoolean() ? List.of() : List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        orNull(this::recharging),
                        instant(),
                        random.nextInt(5),
                        number());
    }

    private Payment payment() {
        return new Payment(
                oneOf(Purpose.values()),
                random.nextInt(1_000),
                new Payment.Terms(
                        oneOf(WalletSettings.Collect.values()),
                        number(),
                        number(),
                        orNull(this::text),
                        orNull(this::text),
                        text(),
                        orNull(this::text),
                        number(),
                        instant(),
                        orNull(this::text),
                        number(),
                        instant(),
                        orNull(() -> new Payment.Trigger(number(), number()))),
                new Payment.Progress(
                        oneOf(Payment.Status.values()),
                        random.nextInt(10),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextInt(5),
                        random.nextInt(5),
                        random.nextBoolean(),
                        instant()),
                new Payment.Proceeds(
                        random.nextInt(100), number(), number(), number(), number(), random.nextBoolean()));
    }

    private Recharging recharging() {
        return new Recharging(
                number(), number(), random.nextInt(10), number(), number(), random.nextInt(64), instant(), habit());
    }

    private RechargeHabit habit() {
        return random.nextBoolean()
                ? RechargeHabit.NONE
                : new RechargeHabit(
                        random.nextInt(100),
                        random.nextBoolean(),
                        number(),
                        number(),
                        number(),
                        random.nextInt(100),
                        random.nextBoolean());
    }

    private Pace pace() {
        return random.nextBoolean()
                ? Pace.NONE
                : new Pace(number(), number(), number(), random.nextInt(10_000), random.nextBoolean());
    }

    public Memo memo(Fingerprint fingerprint, long atMillis) {
        return switch (random.nextInt(6)) {
            case 5 ->
                new Memo.Receipt(fingerprint, atMillis, 1, List.of(), 0, 0, true, 1 + random.nextInt(1_000), number());
            case 0 ->
                new Memo.Accepted(
                        fingerprint,
                        atMillis,
                        random.nextLong(),
                        orNull(() ->
                                new Memo.Answer(oneOf(Outcome.values()), text(), number(), random.nextInt(1_000_000))));
            case 1 ->
                new Memo.Receipt(
                        fingerprint,
                        atMillis,
                        random.nextInt(1_000_000),
                        list(this::slice),
                        number(),
                        number(),
                        random.nextBoolean(),
                        0,
                        0);
            case 2 -> new Memo.PastPayment(fingerprint, atMillis, payment());
            case 3 -> new Memo.Amendment(fingerprint, atMillis, random.nextInt(100), instant());
            default -> new Memo.EndedHold(fingerprint, atMillis, oneOf(Memo.HoldEnd.values()), number());
        };
    }

    private WalletSettings.RechargeRule recharge() {
        return new WalletSettings.RechargeRule(
                random.nextBoolean(),
                number(),
                oneOf(WalletSettings.RechargeRule.Mode.values()),
                orNull(this::number),
                orNull(this::number),
                random.nextBoolean(),
                number(),
                orNull(random::nextInt),
                orNull(this::number),
                oneOf(WalletSettings.Collect.values()),
                random.nextBoolean());
    }

    private WalletSettings.Threshold threshold() {
        return new WalletSettings.Threshold(number(), oneOf(WalletSettings.Direction.values()));
    }

    private Tranche tranche() {
        long original = amount();
        long remaining = random.nextLong(original + 1);
        return new Tranche(
                random.nextInt(1_000),
                oneOf(Pool.values()),
                original,
                remaining,
                random.nextLong(remaining + 1),
                random.nextInt(),
                number(),
                instant(),
                scope(),
                text(),
                random.nextBoolean());
    }

    private Hold hold() {
        return new Hold(
                text(),
                number(),
                oneOf(ChargeType.values()),
                orNull(this::text),
                number(),
                instant(),
                random.nextBoolean(),
                list(this::slice));
    }

    private Slice slice() {
        return new Slice(
                random.nextInt(1_000), number(), oneOf(Pool.values()), random.nextInt(), instant(), scope(), text());
    }

    private Scope scope() {
        return new Scope(oneOf(Scope.Charges.values()), list(this::text));
    }

    private Map<String, Long> carries() {
        Map<String, Long> carries = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            carries.put(text(), number());
        }
        return carries;
    }

    private long amount() {
        return random.nextLong(1_000_000_000_000_000_000L);
    }

    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(100) - 50;
            case 2 -> Long.MAX_VALUE - random.nextInt(2);
            case 3 -> Long.MIN_VALUE + random.nextInt(2);
            default -> random.nextLong();
        };
    }

    private long instant() {
        return random.nextInt(3) == 0 ? Wallet.NEVER : random.nextLong(4_000_000_000_000L);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(random.nextInt(10) == 0 ? 0x1F4B0 : random.nextInt(0x20, 0x17F));
        }
        return text.toString();
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T orNull(Supplier<T> supplier) {
        return random.nextBoolean() ? supplier.get() : null;
    }

    private <T> List<T> list(Supplier<T> supplier) {
        List<T> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(supplier.get());
        }
        return items;
    }
}
