package dev.drawdown.topology.state;

import dev.drawdown.engine.WalletSettings;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Settings that were read or written lately, with their bytes. Most wallets share their settings with many others, and a
 * wallet's own hardly ever change; so they are neither read field by field for each debit nor written so, and the tens of
 * thousands of wallets in memory need not have a copy each.
 *
 * <p>Two tables of fixed size, one by bytes and one by object, in which each entry has one place: what comes takes the place
 * of what was there. For one thread.
 */
final class KnownSettings {
    private static final int PLACES = 1 << 10;

    /** Longer ones, with budgets for hundreds of applications, are not kept: the tables are bounded in bytes too. */
    private static final int MAX_BYTES = 1 << 10;

    private final @Nullable Known[] byBytes = new Known[PLACES];
    private final @Nullable Known[] byObject = new Known[PLACES];
    private final CRC32C checksum = new CRC32C();
    private final StateWriter scratch = new StateWriter(256);

    @SuppressWarnings("ArrayRecordComponent") // Looked up by its parts, never compared as a whole.
    private record Known(WalletSettings settings, byte[] bytes) {}

    /** Reads settings that {@link #write} wrote. */
    WalletSettings read(StateReader in) {
        int length = in.readSize();
        if (length > MAX_BYTES) {
            StateReader own = new StateReader(in.readRaw(length));
            WalletSettings settings = SettingsCodec.read(own);
            own.expectEnd();
            return settings;
        }
        byte[] record = in.bytes();
        int from = in.position();
        checksum.reset();
        checksum.update(record, from, length);
        int place = (int) checksum.getValue() & (PLACES - 1);
        Known known = byBytes[place];
        if (known == null || !Arrays.equals(known.bytes, 0, known.bytes.length, record, from, from + length)) {
            StateReader own = new StateReader(record, from, from + length);
            known = new Known(SettingsCodec.read(own), Arrays.copyOfRange(record, from, from + length));
            own.expectEnd();
            byBytes[place] = known;
            byObject[placeOf(known.settings)] = known;
        }
        in.skip(length);
        return known.settings;
    }

    /** Writes settings, with their length in front. */
    @SuppressWarnings("ReferenceEquality") // To compare equal ones would take as long as to write them.
    void write(StateWriter out, WalletSettings settings) {
        int place = placeOf(settings);
        Known known = byObject[place];
        if (known == null || known.settings != settings) {
            SettingsCodec.write(scratch.clear(), settings);
            known = new Known(settings, scratch.toBytes());
            if (known.bytes.length <= MAX_BYTES) {
                byObject[place] = known;
            }
        }
        out.writeBlock(known.bytes);
    }

    @SuppressWarnings("IdentityHashCode") // As above: equal settings may well have two places.
    private static int placeOf(WalletSettings settings) {
        int hash = System.identityHashCode(settings);
        return (hash ^ (hash >>> 10)) & (PLACES - 1);
    }
}
