package dev.drawdown.topology.state;

import dev.drawdown.store.StateTable;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.Origin;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that wait for their wallet or their price, in the order in which they came.
 *
 * <p>The inputs lie in the store under their arrival number; which wallet waits for what until when is kept in memory, and
 * read from the store again when a task begins.
 */
public final class ParkingLot {
    static final byte VERSION = 1;

    private final StateTable store;
    private final Limits limits;
    private final long beganMillis;
    private final SortedMap<Long, Space> spaces = new TreeMap<>();
    private final Map<String, Integer> perWallet = new HashMap<>();
    private final StateWriter out = new StateWriter(1024);
    private long lastNumber;
    private long bytes;

    /** How long inputs wait, and how many may. */
    public record Limits(long waitMillis, int maxPerWallet, int maxPerTask, long maxBytesPerTask) {
        public Limits {
            if (waitMillis < 0 || maxPerWallet < 0 || maxPerTask < 0 || maxBytesPerTask < 0) {
                throw new IllegalArgumentException("Expected limits of parking to be 0 or more");
            }
        }
    }

    private record Space(String walletId, long untilMillis, int bytes) {}

    /**
     * Opens the lot as the task left it.
     *
     * @param beganMillis when this task began; nothing is given up sooner than if it had come only then, since what it waits
     *     for may have arrived in the meantime and lie unread
     */
    public ParkingLot(StateTable store, Limits limits, long beganMillis) {
        this.store = store;
        this.limits = limits;
        this.beganMillis = beganMillis;
        try (StateTable.Entries parked = store.range(key(0), key(Long.MAX_VALUE))) {
            while (parked.next()) {
                StateReader in = begin(parked.value());
                String walletId = in.readText();
                note(StateReader.fixedAt(parked.key(), 0), walletId, in.readNumber(), parked.value().length);
            }
        }
    }

    public int size() {
        return spaces.size();
    }

    /** Keeps an input for its wallet, unless there is no room. */
    public boolean park(String walletId, Arrival arrival) {
        byte[] encoded = encode(walletId, arrival);
        if (spaces.size() >= limits.maxPerTask
                || perWallet.getOrDefault(walletId, 0) >= limits.maxPerWallet
                || bytes + encoded.length > limits.maxBytesPerTask) {
            return false;
        }
        store.put(key(lastNumber + 1), encoded);
        note(lastNumber + 1, walletId, arrival.millis(), encoded.length);
        return true;
    }

    /** Takes out all that waits for one wallet, in order. */
    public List<Arrival> takeFor(String walletId) {
        return perWallet.containsKey(walletId) ? take(space -> space.walletId.equals(walletId)) : List.of();
    }

    /** Takes out all that has waited long enough, in order. */
    public List<Arrival> takeOverdue(long horizonMillis) {
        return spaces.isEmpty() ? List.of() : take(space -> space.untilMillis <= horizonMillis);
    }

    /** Takes out everything, in order. */
    public List<Arrival> takeAll() {
        return spaces.isEmpty() ? List.of() : take(space -> true);
    }

    private interface Choice {
        boolean takes(Space space);
    }

    private List<Arrival> take(Choice choice) {
        List<Long> numbers = new ArrayList<>();
        for (Map.Entry<Long, Space> entry : spaces.entrySet()) {
            if (choice.takes(entry.getValue())) {
                numbers.add(entry.getKey());
            }
        }
        List<Arrival> taken = new ArrayList<>(numbers.size());
        for (long number : numbers) {
            taken.add(remove(number));
        }
        return taken;
    }

    private Arrival remove(long number) {
        Space space = spaces.remove(number);
        byte[] encoded = store.get(key(number));
        store.delete(key(number));
        if (space == null || encoded == null) {
            throw new CorruptStateException("Expected a parked input under " + number + ", but there is none");
        }
        bytes -= space.bytes;
        perWallet.computeIfPresent(space.walletId, (wallet, count) -> count == 1 ? null : (Integer) (count - 1));
        return decode(encoded);
    }

    private void note(long number, String walletId, long arrivedMillis, int size) {
        spaces.put(number, new Space(walletId, Math.max(arrivedMillis, beganMillis) + limits.waitMillis, size));
        perWallet.merge(walletId, 1, Integer::sum);
        lastNumber = Math.max(lastNumber, number);
        bytes += size;
    }

    private byte[] encode(String walletId, Arrival arrival) {
        Origin origin = arrival.origin();
        out.clear().writeByte(VERSION).writeText(walletId).writeNumber(arrival.millis());
        out.writeText(origin.topic()).writeNumber(origin.partition()).writeNumber(origin.offset());
        writeBytesOrNull(arrival.key());
        writeBytesOrNull(arrival.value());
        Header[] headers = arrival.headers().toArray();
        out.writeCount(headers.length);
        for (Header header : headers) {
            out.writeText(header.key());
            writeBytesOrNull(header.value());
        }
        return out.toBytes();
    }

    private static Arrival decode(byte[] encoded) {
        StateReader in = begin(encoded);
        in.readText();
        long millis = in.readNumber();
        Origin origin = new Origin(in.readText(), in.readInt(), in.readNumber());
        byte[] key = readBytesOrNull(in);
        byte[] value = readBytesOrNull(in);
        int count = in.readSize();
        Headers headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add(in.readText(), readBytesOrNull(in));
        }
        in.expectEnd();
        return new Arrival(origin, millis, key, value, headers);
    }

    private static StateReader begin(byte[] encoded) {
        StateReader in = new StateReader(encoded);
        byte version = in.readByte();
        if (version != VERSION) {
            throw new CorruptStateException("Expected a parked input in version " + VERSION + ", but found " + version);
        }
        return in;
    }

    private void writeBytesOrNull(byte @Nullable [] value) {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeBlock(value);
        }
    }

    private static byte @Nullable [] readBytesOrNull(StateReader in) {
        return in.readBoolean() ? in.readBlock() : null;
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
