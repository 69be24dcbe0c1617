package dev.drawdown.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The part of a table whose keys begin with one byte, as if it were a table of its own. */
public final class Section implements StateTable {
    /** Sections from this one on can be walked through at any time; those before it only while nothing is uncommitted. */
    public static final byte ORDERED_FROM = 64;

    private final StateTable table;
    private final byte name;

    /** @param name above 0, which the table keeps for itself, and below 127 */
    public Section(StateTable table, byte name) {
        if (name <= 0 || name == Byte.MAX_VALUE) {
            throw new IllegalArgumentException("Expected a section's name from 1 to 126, but it is " + name);
        }
        this.table = table;
        this.name = name;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return table.get(inside(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        table.put(inside(key), value);
    }

    @Override
    public void putUnseen(byte[] key, byte[] value) {
        table.putUnseen(inside(key), value);
    }

    @Override
    public void delete(byte[] key) {
        table.delete(inside(key));
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        return new Inside(table.range(inside(from), inside(to)));
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        return table.beforeCommit(work);
    }

    @Override
    public void abandon() {
        table.abandon();
    }

    /** Whether a key, the section's name included, is of a section that is walked through. */
    static boolean isOrdered(byte[] key) {
        return key[0] >= ORDERED_FROM;
    }

    private byte[] inside(byte[] key) {
        byte[] full = new byte[1 + key.length];
        full[0] = name;
        System.arraycopy(key, 0, full, 1, key.length);
        return full;
    }

    private record Inside(Entries entries) implements Entries {
        @Override
        public boolean next() {
            return entries.next();
        }

        @Override
        public byte[] key() {
            byte[] full = entries.key();
            return Arrays.copyOfRange(full, 1, full.length);
        }

        @Override
        public byte[] value() {
            return entries.value();
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
