package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class FilterCacheTest {
    private static final int FILTER = 1000;

    private final FilterCache cache = new FilterCache(10 * FILTER);

    @Test
    void shouldKeepWhatWasUsedLastWithinItsBytes() {
        for (int i = 0; i < 100; i++) {
            cache.put(key(i), new byte[FILTER]);
            cache.get(key(0));
        }

        assertThat(cache.get(key(0))).isNotNull();
        assertThat(cache.get(key(99))).isNotNull();
        assertThat(cache.get(key(1))).isNull();
        assertThat(kept()).isBetween(7, 10);
    }

    @Test
    void shouldCountWhatIsReplacedOrRemovedNoLonger() {
        for (int i = 0; i < 100; i++) {
            cache.put(key(1), new byte[FILTER]);
            cache.put(key(2), new byte[FILTER]);
            cache.remove(key(2));
        }
        for (int i = 2; i < 8; i++) {
            cache.put(key(i), new byte[FILTER]);
        }

        assertThat(kept()).isEqualTo(7);
    }

    private int kept() {
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += cache.get(key(i)) == null ? 0 : 1;
        }
        return kept;
    }

    private static Bytes key(int number) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
