package dev.drawdown.topology.state;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.store.StateTable;
import org.jspecify.annotations.Nullable;

/** A wallet as it is stored, for whoever reads it from outside of its task. */
public final class StoredWallet {
    private final WalletInHand hand;
    private final Wallet wallet;

    private StoredWallet(WalletInHand hand, Wallet wallet) {
        this.hand = hand;
        this.wallet = wallet;
    }

    /** Looks for a wallet in the table of its task; null where there is none. */
    public static @Nullable StoredWallet find(StateTable table, Policy policy, String walletId) {
        WalletInHand hand = WalletStore.in(table, policy, 1, (_, _, _) -> {}).open(walletId);
        Wallet wallet = hand.wallet();
        return wallet == null ? null : new StoredWallet(hand, wallet);
    }

    public Wallet wallet() {
        return wallet;
    }

    /** Returns whether it has accepted an input, as far back as ids are remembered. */
    public boolean hasAccepted(String inputId) {
        return hand.memoryAt(wallet.clockMillis()).recall(Memo.Kind.INPUT, Fingerprint.of(inputId)) != null;
    }
}
