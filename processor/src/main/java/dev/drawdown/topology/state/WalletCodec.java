package dev.drawdown.topology.state;

import dev.drawdown.engine.BurnRate;
import dev.drawdown.engine.ChargeType;
import dev.drawdown.engine.Gate;
import dev.drawdown.engine.Hold;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Pace;
import dev.drawdown.engine.Payments;
import dev.drawdown.engine.Pool;
import dev.drawdown.engine.Slice;
import dev.drawdown.engine.Tranche;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a wallet. Enums are stored by their place, so a new constant goes behind the others or brings a new
 * version of the record.
 */
final class WalletCodec {
    private static final WalletStatus[] STATUSES = WalletStatus.values();
    private static final Gate.State[] GATE_STATES = Gate.State.values();
    private static final Gate.Reason[] GATE_REASONS = Gate.Reason.values();
    private static final Level[] LEVELS = Level.values();
    private static final Pool[] POOLS = Pool.values();
    private static final ChargeType[] CHARGE_TYPES = ChargeType.values();
    private static final int MAX_ZONES = 1024;

    /** Looking a zone up takes longer than the rest of the record together. */
    private final Map<String, ZoneId> zones = new HashMap<>();

    private final KnownSettings knownSettings = new KnownSettings();

    void write(StateWriter out, Wallet wallet) {
        out.writeText(wallet.ownerId()).writeTextOrNull(wallet.name()).writeText(wallet.currency());
        out.writeNumber(wallet.creditValueMicros()).writeText(wallet.zone().getId());
        out.writeOneOf(wallet.status());
        knownSettings.write(out, wallet.settings());
        out.writeCount(wallet.configVersion());
        out.writeNumber(wallet.openedAtMillis()).writeNumber(wallet.clockMillis());
        out.writeInstant(wallet.expiresAtMillis());
        out.writeNumber(wallet.settledMicros()).writeNumber(wallet.heldMicros());
        out.writeNumber(wallet.owedMicros()).writeNumber(wallet.owedEverMicros());
        out.writeNumber(wallet.pendingMicros());
        out.writeCount(wallet.seq()).writeCount(wallet.trancheCount());
        writeTranches(out, wallet.tranches());
        writeHolds(out, wallet.holds());
        Level level = wallet.level();
        out.writeBoolean(level != null);
        if (level != null) {
            out.writeOneOf(level);
        }
        Gate gate = wallet.gate();
        out.writeOneOf(gate.state()).writeOneOf(gate.reason()).writeNumber(gate.sinceMillis());
        out.writeBoolean(wallet.depleted()).writeBoolean(wallet.runningOut());
        writeCarries(out, wallet.carries());
        writeBurnRate(out, wallet.burnRate());
        writePace(out, wallet.pace());
        PaymentCodec.write(out, wallet.payments());
        out.writeInstant(wallet.nextDueMillis());
    }

    /**
     * Reads what a version wrote: the first one knew no payments, the first three no pace, the first five no length in
     * front of the settings.
     */
    Wallet read(StateReader in, String walletId, int version) {
        return new Wallet(
                walletId,
                in.readText(),
                in.readTextOrNull(),
                in.readText(),
                in.readNumber(),
                readZone(in),
                in.readOneOf(STATUSES),
                version < 6 ? SettingsCodec.read(in) : knownSettings.read(in),
                (int) in.readCount(),
                in.readNumber(),
                in.readNumber(),
                in.readInstant(),
                in.readNumber(),
                in.readNumber(),
                in.readNumber(),
                in.readNumber(),
                in.readNumber(),
                in.readCount(),
                in.readCount(),
                readTranches(in),
                readHolds(in),
                in.readBoolean() ? in.readOneOf(LEVELS) : null,
                new Gate(in.readOneOf(GATE_STATES), in.readOneOf(GATE_REASONS), in.readNumber()),
                in.readBoolean(),
                in.readBoolean(),
                readCarries(in),
                readBurnRate(in),
                version < 4 ? Pace.NONE : readPace(in),
                version == 1 ? Payments.NONE : PaymentCodec.read(in, version),
                in.readInstant());
    }

    static void writeSlices(StateWriter out, List<Slice> slices) {
        out.writeCount(slices.size());
        for (Slice slice : slices) {
            out.writeCount(slice.trancheNumber()).writeNumber(slice.amountMicros());
            out.writeOneOf(slice.pool()).writeNumber(slice.priority());
            out.writeInstant(slice.expiresAtMillis());
            SettingsCodec.writeScope(out, slice.scope());
            out.writeText(slice.source());
        }
    }

    static List<Slice> readSlices(StateReader in) {
        int count = in.readSize();
        List<Slice> slices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            slices.add(new Slice(
                    in.readCount(),
                    in.readNumber(),
                    in.readOneOf(POOLS),
                    in.readInt(),
                    in.readInstant(),
                    SettingsCodec.readScope(in),
                    in.readText()));
        }
        return slices;
    }

    private static void writeTranches(StateWriter out, List<Tranche> tranches) {
        out.writeCount(tranches.size());
        for (Tranche tranche : tranches) {
            out.writeCount(tranche.number()).writeOneOf(tranche.pool());
            out.writeNumber(tranche.originalMicros()).writeNumber(tranche.remainingMicros());
            out.writeNumber(tranche.pinnedMicros()).writeNumber(tranche.priority());
            out.writeNumber(tranche.effectiveFromMillis()).writeInstant(tranche.expiresAtMillis());
            SettingsCodec.writeScope(out, tranche.scope());
            out.writeText(tranche.source()).writeBoolean(tranche.expiryAnnounced());
        }
    }

    private static List<Tranche> readTranches(StateReader in) {
        int count = in.readSize();
        List<Tranche> tranches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tranches.add(new Tranche(
                    in.readCount(),
                    in.readOneOf(POOLS),
                    in.readNumber(),
                    in.readNumber(),
                    in.readNumber(),
                    in.readInt(),
                    in.readNumber(),
                    in.readInstant(),
                    SettingsCodec.readScope(in),
                    in.readText(),
                    in.readBoolean()));
        }
        return tranches;
    }

    private static void writeHolds(StateWriter out, List<Hold> holds) {
        out.writeCount(holds.size());
        for (Hold hold : holds) {
            out.writeText(hold.holdId()).writeNumber(hold.amountMicros());
            out.writeOneOf(hold.chargeType()).writeTextOrNull(hold.category());
            out.writeNumber(hold.placedAtMillis()).writeInstant(hold.expiresAtMillis());
            out.writeBoolean(hold.allowOverage());
            writeSlices(out, hold.slices());
        }
    }

    private static List<Hold> readHolds(StateReader in) {
        int count = in.readSize();
        List<Hold> holds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            holds.add(new Hold(
                    in.readText(),
                    in.readNumber(),
                    in.readOneOf(CHARGE_TYPES),
                    in.readTextOrNull(),
                    in.readNumber(),
                    in.readInstant(),
                    in.readBoolean(),
                    readSlices(in)));
        }
        return holds;
    }

    private static void writeCarries(StateWriter out, Map<String, Long> carries) {
        out.writeCount(carries.size());
        for (Map.Entry<String, Long> carry : carries.entrySet()) {
            out.writeText(carry.getKey()).writeNumber(carry.getValue());
        }
    }

    private static Map<String, Long> readCarries(StateReader in) {
        int count = in.readSize();
        if (count == 0) {
            return Map.of();
        }
        Map<String, Long> carries = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            carries.put(in.readText(), in.readNumber());
        }
        return carries;
    }

    private static void writeBurnRate(StateWriter out, @Nullable BurnRate burnRate) {
        out.writeBoolean(burnRate != null);
        if (burnRate != null) {
            long[] slots = burnRate.slotMicros();
            out.writeNumber(burnRate.latestSlot()).writeCount(slots.length);
            for (long micros : slots) {
                out.writeNumber(micros);
            }
        }
    }

    private static @Nullable BurnRate readBurnRate(StateReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        long latest = in.readNumber();
        long[] slots = new long[in.readSize()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readNumber();
        }
        return new BurnRate(latest, slots);
    }

    private static void writePace(StateWriter out, Pace pace) {
        out.writeNumber(pace.endsAtMillis()).writeNumber(pace.fromMicros());
        out.writeNumber(pace.mostMicros()).writeCount(pace.hours()).writeBoolean(pace.told());
    }

    private static Pace readPace(StateReader in) {
        return new Pace(in.readNumber(), in.readNumber(), in.readNumber(), (int) in.readCount(), in.readBoolean());
    }

    private ZoneId readZone(StateReader in) {
        String id = in.readText();
        ZoneId known = zones.get(id);
        if (known != null) {
            return known;
        }
        try {
            ZoneId zone = ZoneId.of(id);
            if (zones.size() < MAX_ZONES) {
                zones.put(id, zone);
            }
            return zone;
        } catch (DateTimeException unknown) {
            throw new CorruptStateException("Expected a time zone before byte " + in.position() + ", but found " + id);
        }
    }
}
