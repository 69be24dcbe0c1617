package dev.drawdown.testing;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Input;
import dev.drawdown.engine.Memory;
import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletEngine;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.Threshold;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prepaid wallet as most are: three tranches (10, 10 and 1000), alerts at three levels, none of them met. */
public final class BenchmarkWallet {
    public static final String ID = "wallet-0001234";
    public static final long NOW_MILLIS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

    private static final long UNIT = 1_000_000;
    private static final WalletEngine ENGINE = new WalletEngine(Policy.DEFAULT);

    private BenchmarkWallet() {}

    /** Makes it. */
    public static Wallet create() {
        Wallet wallet = null;
        for (Input.Body body : List.of(
                new Input.OpenWallet("owner-000123", "Main", "USD", UNIT, settings(), null, null, null, ZoneOffset.UTC),
                grant(10, 10),
                grant(10, 20),
                new Input.TopUp(1000 * UNIT, Collect.RECORDED, null, "wire 17", 0, null))) {
            wallet = accepted(wallet, body);
        }
        return Objects.requireNonNull(wallet);
    }

    private static Wallet accepted(@Nullable Wallet wallet, Input.Body body) {
        String id = "command-" + body.getClass().getSimpleName() + (wallet == null ? 0 : wallet.seq());
        Decision decision = ENGINE.decide(
                wallet, Memory.EMPTY, new Input.Command(id, ID, "operator", NOW_MILLIS, body), NOW_MILLIS);
        if (decision.outcome() != Outcome.ACCEPTED) {
            throw new IllegalStateException("Expected " + body + " to be accepted, but: " + decision.message());
        }
        return Objects.requireNonNull(decision.wallet());
    }

    private static WalletSettings settings() {
        WalletSettings plain = WalletSettings.DEFAULT;
        AlertRules alerts = new AlertRules(below(100), below(50), below(10), UNIT, 4);
        return new WalletSettings(
                plain.scope(),
                plain.priority(),
                plain.billingMode(),
                plain.onPaymentFailure(),
                plain.pauseAtFirstFailure(),
                plain.floorMicros(),
                plain.rearmMarginMicros(),
                plain.termsDays(),
                alerts,
                null,
                List.of());
    }

    private static Threshold below(long units) {
        return new Threshold(units * UNIT, Direction.BELOW);
    }

    private static Input.Grant grant(long units, int priority) {
        return new Input.Grant(units * UNIT, Pool.PROMOTIONAL, priority, null, null, null, "welcome");
    }
}
