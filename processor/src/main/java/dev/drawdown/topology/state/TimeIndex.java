package dev.drawdown.topology.state;

import dev.drawdown.engine.Wallet;
import dev.drawdown.store.StateTable;
import dev.drawdown.wire.StateReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Wallets by an instant at which each wants to be looked at; only the head is ever read, whatever the number of wallets. */
public final class TimeIndex {
    private static final byte[] NOTHING = {};

    private final StateTable store;

    /** Nothing stands before this instant. It saves looking, and stepping over the traces of what was deleted at the head. */
    private long emptyBeforeMillis;

    public TimeIndex(StateTable store) {
        this.store = store;
    }

    /** Moves a wallet from one instant to another; {@link Wallet#NEVER} is not kept. */
    void move(byte[] wallet, long fromMillis, long toMillis) {
        if (fromMillis == toMillis) {
            return;
        }
        if (fromMillis != Wallet.NEVER) {
            store.delete(key(fromMillis, wallet));
        }
        if (toMillis != Wallet.NEVER) {
            store.put(key(toMillis, wallet), NOTHING);
            emptyBeforeMillis = Math.min(emptyBeforeMillis, toMillis);
        }
    }

    /** The wallet of the earliest instant, if that is not after the horizon. */
    @Nullable
    String first(long horizonMillis) {
        if (horizonMillis < emptyBeforeMillis) {
            return null;
        }
        // Without an upper bound, so that what is found past the horizon says how long there is nothing to do.
        try (StateTable.Entries entries = store.range(key(emptyBeforeMillis, NOTHING), key(Wallet.NEVER, NOTHING))) {
            if (!entries.next()) {
                emptyBeforeMillis = Wallet.NEVER;
                return null;
            }
            byte[] key = entries.key();
            emptyBeforeMillis = StateReader.fixedAt(key, 0);
            return emptyBeforeMillis > horizonMillis
                    ? null
                    : new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8);
        }
    }

    private static byte[] key(long millis, byte[] wallet) {
        return ByteBuffer.allocate(Long.BYTES + wallet.length)
                .putLong(Math.max(0, millis))
                .put(wallet)
                .array();
    }
}
