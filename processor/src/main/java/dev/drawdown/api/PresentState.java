package dev.drawdown.api;

import dev.drawdown.engine.Wallet;
import dev.drawdown.schemas.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The present of wallets and owners, as far as it is committed. */
public interface PresentState {
    /**
     * Looks for a wallet.
     *
     * @param after a command that it must have accepted, or else it is behind; null for none
     * @param standby whether a copy that stands by will do
     */
    Found<Wallet> wallet(String walletId, @Nullable String after, boolean standby);

    /** Looks for an owner, in the same way. */
    Found<OwnerNow> owner(String ownerId, @Nullable String after, boolean standby);

    /**
     * An owner.
     *
     * @param opening the ids of wallets that it has agreed to, and that have not been heard of since
     */
    record OwnerNow(Owner owner, List<String> opening) {
        public OwnerNow {
            opening = List.copyOf(opening);
        }
    }
}
