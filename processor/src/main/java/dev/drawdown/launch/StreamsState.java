package dev.drawdown.launch;

import dev.drawdown.api.Found;
import dev.drawdown.api.PresentState;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.owners.StoredOwner;
import dev.drawdown.topology.Names;
import dev.drawdown.topology.state.StoredWallet;
import dev.drawdown.wire.CorruptStateException;
import org.jspecify.annotations.Nullable;

/** The present, read from the stores of the engine's graph. */
final class StreamsState implements PresentState {
    private final Whereabouts whereabouts;
    private final Policy policy;

    StreamsState(Whereabouts whereabouts, Policy policy) {
        this.whereabouts = whereabouts;
        this.policy = policy;
    }

    @Override
    public Found<Wallet> wallet(String walletId, @Nullable String after, boolean standby) {
        return whereabouts.read(Names.WALLET_STORE, walletId, standby, place -> {
            try {
                StoredWallet stored = StoredWallet.find(place.table(), policy, walletId);
                if (stored == null) {
                    return new Found.Absent<>(place.freshness());
                }
                return after == null || stored.hasAccepted(after)
                        ? new Found.Here<>(stored.wallet(), place.freshness())
                        : new Found.Behind<>();
            } catch (CorruptStateException changed) {
                // Its memos were merged between two looks at them: the next look finds them together.
                return new Found.Unknown<>("it is being written");
            }
        });
    }

    @Override
    public Found<OwnerNow> owner(String ownerId, @Nullable String after, boolean standby) {
        return whereabouts.read(Names.OWNER_STORE, ownerId, standby, place -> {
            StoredOwner stored = StoredOwner.find(place.table(), ownerId);
            if (stored == null) {
                return new Found.Absent<>(place.freshness());
            }
            return after == null || stored.hasAccepted(after)
                    ? new Found.Here<>(new OwnerNow(stored.toWire(), stored.opening()), place.freshness())
                    : new Found.Behind<>();
        });
    }
}
