package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private static final byte UNORDERED = 1;
    private static final byte[] VALUE = {7};

    private final Overlay overlay = new Overlay();

    @Test
    void shouldHoldTheLatestChangeOfEachKey() {
        Random random = new Random(1);
        Map<Bytes, byte[]> truth = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            byte section = random.nextBoolean() ? UNORDERED : Section.ORDERED_FROM;
            Bytes key = key(section, random.nextInt(200));
            byte[] value = random.nextInt(4) == 0 ? null : new byte[] {(byte) i};
            overlay.put(key, value);
            truth.put(key, value);
        }

        Map<Bytes, byte[]> visited = new HashMap<>();
        overlay.forEach(
                (key, value) -> assertThat(visited.put(Bytes.wrap(key), value)).isNull());

        assertThat(visited).isEqualTo(truth);
        assertThat(overlay.size()).isEqualTo(truth.size());
        truth.forEach((key, value) -> assertThat(overlay.get(key))
                .isNotNull()
                .satisfies(change -> assertThat(change.value()).isSameAs(value)));
    }

    @Test
    void shouldWalkThroughARangeInTheOrderOfUnsignedBytes() {
        Random random = new Random(2);
        TreeMap<Bytes, byte[]> truth = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            Bytes key = key(Section.ORDERED_FROM, random.nextInt(256));
            overlay.put(key, VALUE);
            truth.put(key, VALUE);
        }
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(256);
            Bytes first = key(Section.ORDERED_FROM, from);
            Bytes end = key(Section.ORDERED_FROM, from + random.nextInt(256 - from));
            List<Bytes> expected = new ArrayList<>(truth.subMap(first, end).keySet());

            assertThat(overlay.range(first, end).keySet()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void shouldRefuseToWalkThroughAnUnorderedSectionWithChanges() {
        Bytes from = key(UNORDERED, 0);
        Bytes to = key(UNORDERED, 9);
        assertThat(overlay.range(from, to)).isEmpty();

        overlay.put(key(UNORDERED, 5), VALUE);
        assertThatThrownBy(() -> overlay.range(from, to)).isInstanceOf(IllegalStateException.class);

        overlay.clear();
        overlay.putUnseen(key(UNORDERED, 5).get(), VALUE);
        assertThatThrownBy(() -> overlay.range(from, to)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseToHideWhatIsWalkedThrough() {
        byte[] key = key(Section.ORDERED_FROM, 1).get();

        assertThatThrownBy(() -> overlay.putUnseen(key, VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHandOutWhatNobodyLooksForBehindAllOthers() {
        overlay.putUnseen(key(UNORDERED, 1).get(), VALUE);
        overlay.put(key(UNORDERED, 2), null);
        overlay.put(key(Section.ORDERED_FROM, 3), VALUE);

        List<Bytes> visited = new ArrayList<>();
        overlay.forEach((key, value) -> visited.add(Bytes.wrap(key)));

        assertThat(visited).containsExactly(key(UNORDERED, 2), key(Section.ORDERED_FROM, 3), key(UNORDERED, 1));
        assertThat(overlay.get(key(UNORDERED, 1))).isNull();
        assertThat(overlay.size()).isEqualTo(3);
    }

    @Test
    void shouldBeEmptyOnlyWhenNothingHasChanged() {
        assertThat(overlay.isEmpty()).isTrue();
        for (byte section : new byte[] {UNORDERED, Section.ORDERED_FROM}) {
            overlay.put(key(section, 1), null);
            assertThat(overlay.isEmpty()).isFalse();

            overlay.clear();
            assertThat(overlay.isEmpty()).isTrue();
            assertThat(overlay.get(key(section, 1))).isNull();
        }
        overlay.putUnseen(key(UNORDERED, 1).get(), VALUE);
        assertThat(overlay.isEmpty()).isFalse();

        overlay.clear();
        assertThat(overlay.isEmpty()).isTrue();
        byte[] next = {8};
        overlay.putUnseen(key(UNORDERED, 2).get(), next);
        overlay.forEach((key, value) -> assertThat(value).isSameAs(next));
    }

    private static Bytes key(byte section, int number) {
        return Bytes.wrap(new byte[] {section, (byte) number});
    }
}
