package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/** Decides what an input does to a wallet; see the package's essay. */
public final class WalletEngine {
    private final Policy policy;

    public WalletEngine(Policy policy) {
        this.policy = policy;
    }

    /**
     * Decides on one input.
     *
     * <p>The caller first applies what has fallen due: while {@code wallet.nextDueMillis() <= nowMillis}, it decides on an
     * {@link Input.Due} of that instant.
     *
     * @param wallet the state so far; null where there is none yet
     * @param memory what is remembered of this wallet
     * @param nowMillis the input's broker timestamp
     */
    public Decision decide(@Nullable Wallet wallet, Memory memory, Input input, long nowMillis) {
        throw new UnsupportedOperationException("until the rules land, with " + policy);
    }
}
