package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.testing.MapStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeIndexTest {
    private static final long NOON = 1_772_000_000_000L;

    private final MapStore map = new MapStore();
    private final List<byte[]> starts = new ArrayList<>();
    private final TimeIndex index = new TimeIndex(noting());

    @Test
    void shouldNameTheFirstWithItsInstantUpToTheHorizon() {
        index.move(name("b"), TimeIndex.NEVER, NOON + 1);
        index.move(name("a"), TimeIndex.NEVER, NOON + 2);

        assertThat(index.first(NOON)).isNull();
        assertThat(index.first(NOON + 1)).isEqualTo(new TimeIndex.Entry("b", NOON + 1));

        index.move(name("b"), NOON + 1, TimeIndex.NEVER);
        assertThat(index.first(NOON + 1)).isNull();
        assertThat(index.first(NOON + 2)).isEqualTo(new TimeIndex.Entry("a", NOON + 2));

        index.move(name("c"), TimeIndex.NEVER, NOON);
        assertThat(index.first(NOON + 2)).isEqualTo(new TimeIndex.Entry("c", NOON));
    }

    @Test
    void shouldKeepNothingThatNeverComes() {
        index.move(name("a"), TimeIndex.NEVER, TimeIndex.NEVER);
        assertThat(index.first(TimeIndex.NEVER - 1)).isNull();
        index.move(name("a"), TimeIndex.NEVER, NOON);
        index.move(name("a"), NOON, TimeIndex.NEVER);

        assertThat(index.first(TimeIndex.NEVER - 1)).isNull();
        assertThat(map.entries()).isEmpty();
    }

    /** A walk that began at the instant itself would step over the trace of each name that was deleted before. */
    @Test
    void shouldBeginWhereItWasAlsoAmongNamesOfOneInstant() {
        List<String> names = List.of("a", "b", "c", "d");
        names.forEach(name -> index.move(name(name), TimeIndex.NEVER, NOON));
        for (String expected : names) {
            assertThat(index.first(NOON)).isEqualTo(new TimeIndex.Entry(expected, NOON));
            index.move(name(expected), NOON, TimeIndex.NEVER);
        }
        assertThat(index.first(NOON)).isNull();

        for (int i = 0; i < names.size(); i++) {
            byte[] start = starts.get(i + 1);
            assertThat(start).endsWith(name(names.get(i)));
        }
    }

    @Test
    void shouldNeitherLoseNorInventANameWhateverMoves() {
        Random random = new Random(3);
        TreeSet<String> expected = new TreeSet<>();
        long[] places = new long[50];
        Arrays.fill(places, TimeIndex.NEVER);
        for (int i = 0; i < 5_000; i++) {
            int which = random.nextInt(places.length);
            long to = random.nextInt(4) == 0 ? TimeIndex.NEVER : NOON + random.nextInt(20);
            expected.remove(entry(places[which], which));
            index.move(name("w" + which), places[which], to);
            places[which] = to;
            if (to != TimeIndex.NEVER) {
                expected.add(entry(to, which));
            }
            long horizon = NOON + random.nextInt(20);
            TimeIndex.Entry first = index.first(horizon);
            String found = first == null ? null : first.millis() + " " + first.name();
            boolean isDue = !expected.isEmpty() && expected.first().compareTo(horizon + 1 + "") < 0;
            assertThat(found).isEqualTo(isDue ? expected.first() : null);
        }
    }

    private static String entry(long millis, int which) {
        return millis + " w" + which;
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The map, and where walks through it have begun. */
    private StateTable noting() {
        return new StateTable() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return map.get(key);
            }

            @Override
            public void put(byte[] key, byte[] value) {
                map.put(key, value);
            }

            @Override
            public void delete(byte[] key) {
                map.delete(key);
            }

            @Override
            public Entries range(byte[] from, byte[] to) {
                starts.add(from);
                return map.range(from, to);
            }

            @Override
            public boolean beforeCommit(DeferredWork work) {
                return map.beforeCommit(work);
            }
        };
    }
}
