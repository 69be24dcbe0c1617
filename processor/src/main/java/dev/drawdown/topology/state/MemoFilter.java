package dev.drawdown.topology.state;

/** A Bloom filter over the fingerprints of one page of memos: ten bits and seven probes each, so one in a hundred misleads. */
final class MemoFilter {
    private static final int BITS_PER_MEMO = 10;
    private static final int PROBES = 7;

    private MemoFilter() {}

    static byte[] of(byte[] memos) {
        int count = 0;
        MemoView view = new MemoView(memos);
        while (view.next()) {
            count++;
        }
        byte[] filter = new byte[Math.max(1, (count * BITS_PER_MEMO + 7) / 8)];
        view = new MemoView(memos);
        while (view.next()) {
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(view.high(), view.low(), probe, filter);
                filter[bit >> 3] = (byte) (filter[bit >> 3] | 1 << (bit & 7));
            }
        }
        return filter;
    }

    static boolean mayContain(byte[] filter, long high, long low) {
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(high, low, probe, filter);
            if ((filter[bit >> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(long high, long low, int probe, byte[] filter) {
        long hash = low + probe * (high | 1);
        return (int) Long.remainderUnsigned(hash ^ hash >>> 32, filter.length * 8L);
    }
}
