package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.schemas.Owner;
import dev.drawdown.store.Section;
import dev.drawdown.store.StateTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An owner as it is stored, for whoever reads it from outside of its task. */
public final class StoredOwner {
    private final dev.drawdown.owners.Owner owner;

    private StoredOwner(dev.drawdown.owners.Owner owner) {
        this.owner = owner;
    }

    /** Looks for an owner in the table of its task; null where nobody has named it. */
    public static @Nullable StoredOwner find(StateTable table, String ownerId) {
        byte[] stored = new Section(table, OwnerProcessor.OWNERS).get(ownerId.getBytes(StandardCharsets.UTF_8));
        if (stored == null) {
            return null;
        }
        dev.drawdown.owners.Owner owner = OwnerCodec.decode(ownerId, stored);
        return owner.registered() || !owner.wallets().isEmpty() ? new StoredOwner(owner) : null;
    }

    /** Returns what the world is told of it. */
    public Owner toWire() {
        return OwnerReader.toWire(owner);
    }

    /** Returns the wallets that it has agreed to, and that have not said yet that they are open. */
    public List<String> opening() {
        return owner.wallets().stream()
                .filter(wallet -> wallet.status() == null)
                .map(dev.drawdown.owners.Owner.OwnedWallet::walletId)
                .toList();
    }

    /** Returns whether it has accepted a command. */
    public boolean hasAccepted(String commandId) {
        return owner.memory().find(Fingerprint.of(commandId)) != null;
    }
}
