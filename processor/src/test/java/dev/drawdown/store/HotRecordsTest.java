package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotRecordsTest {
    private static final int SEGMENT = 1 << 12;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void shouldNeverGiveBackWhatIsStale(int segments) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            HotRecords hot = new HotRecords((long) segments * SEGMENT, SEGMENT);
            Map<Bytes, byte[]> truth = new HashMap<>();
            int keys = 1 + random.nextInt(200);
            for (int i = 0; i < 5_000; i++) {
                act(random, hot, truth, keys);
            }
            assertThat(hot.size()).isLessThanOrEqualTo(truth.size());
        }
    }

    private static void act(Random random, HotRecords hot, Map<Bytes, byte[]> truth, int keys) {
        byte[] key = key(random.nextInt(keys));
        int choice = random.nextInt(1_000);
        if (choice == 0) {
            hot.clear();
            truth.clear();
        } else if (choice < 50) {
            hot.remove(key);
            truth.remove(Bytes.wrap(key));
        } else if (choice < 500) {
            // Most fit, some outgrow their place, and a few are too large for any.
            byte[] value = bytes(random, random.nextInt(100) == 0 ? SEGMENT / 2 : random.nextInt(300));
            hot.put(key, value);
            truth.put(Bytes.wrap(key), value);
        } else {
            byte[] known = hot.get(key);
            if (known != null) {
                assertThat(known).isEqualTo(truth.get(Bytes.wrap(key)));
            }
        }
    }

    @Test
    void shouldKnowEverythingWhileThereIsRoom() {
        HotRecords hot = new HotRecords(1 << 20, SEGMENT);
        for (int i = 0; i < 4_000; i++) {
            hot.put(key(i), key(-i));
        }
        assertThat(hot.size()).isEqualTo(4_000);
        for (int i = 0; i < 4_000; i++) {
            assertThat(hot.get(key(i))).isEqualTo(key(-i));
        }
    }

    @Test
    void shouldRenewOnlyWhatItHolds() {
        HotRecords hot = new HotRecords(4 * SEGMENT, SEGMENT);
        hot.put(key(1), key(1));
        byte[] grown = new byte[250];

        hot.renew(key(1), grown);
        hot.renew(key(2), grown);

        assertThat(hot.get(key(1))).isEqualTo(grown);
        assertThat(hot.get(key(2))).isNull();
    }

    @Test
    void shouldHoldNoMoreThanItsMemory() {
        HotRecords hot = new HotRecords(4 * SEGMENT, SEGMENT);
        byte[] value = new byte[100];
        for (int i = 0; i < 10_000; i++) {
            hot.put(key(i), value);

            assertThat(hot.size() * value.length).isLessThan(4 * SEGMENT);
        }
        assertThat(hot.size()).isPositive();
    }

    @Test
    void shouldKeepWhatIsHotAndDropWhatIsCold() {
        HotRecords hot = new HotRecords(8 * SEGMENT, SEGMENT);
        for (int i = 0; i < 10; i++) {
            hot.put(key(-1 - i), key(i));
        }
        for (int i = 0; i < 10_000; i++) {
            hot.put(key(i), key(i));
            int touched = i % 10;
            assertThat(hot.get(key(-1 - touched))).isEqualTo(key(touched));
        }
        assertThat(hot.get(key(0))).isNull();
        assertThat(hot.get(key(9_999))).isEqualTo(key(9_999));
    }

    @Test
    void shouldKnowARecordThatGrowsUntilItIsTooLarge() {
        HotRecords hot = new HotRecords(4 * SEGMENT, SEGMENT);
        Random random = new Random(1);
        int largestKnown = 0;
        for (int length = 0; length < SEGMENT; length += 16) {
            byte[] value = bytes(random, length);
            hot.put(key(1), value);
            byte[] known = hot.get(key(1));
            if (known != null) {
                assertThat(known).isEqualTo(value);
                largestKnown = length;
            }
            assertThat(hot.size()).isEqualTo(known == null ? 0 : 1);
        }
        assertThat(largestKnown).isBetween(SEGMENT / 8, SEGMENT / 4);
    }

    @Test
    void shouldTellKeysOfTheSameHashApart() {
        HotRecords hot = new HotRecords(16 * SEGMENT, SEGMENT, key -> 7);
        byte[][] keys = new byte[256][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(i);
            hot.put(keys[i], key(i));
        }
        for (int i = 0; i < keys.length; i += 3) {
            hot.remove(keys[i]);
        }
        for (int i = 0; i < keys.length; i++) {
            assertThat(hot.get(keys[i])).isEqualTo(i % 3 == 0 ? null : key(i));
        }
    }

    @Test
    void shouldForgetEverythingWhenCleared() {
        HotRecords hot = new HotRecords(4 * SEGMENT, SEGMENT);
        hot.put(key(1), key(2));

        hot.clear();

        assertThat(hot.size()).isZero();
        assertThat(hot.get(key(1))).isNull();
    }

    @Test
    void shouldRefuseSizesThatItCannotAddress() {
        assertThatThrownBy(() -> new HotRecords(SEGMENT, 1_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HotRecords(SEGMENT - 1, SEGMENT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HotRecords(8L << 30, SEGMENT)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(int number) {
        return ("wallet-" + number).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
