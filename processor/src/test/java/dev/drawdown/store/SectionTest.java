package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.testing.MapStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
    private static final byte[] KEY = {5};
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final MapStore table = new MapStore();
    private final Section first = new Section(table, (byte) 1);
    private final Section second = new Section(table, (byte) 2);

    @Test
    void shouldKeepTheSameKeyApartFromOtherSections() {
        first.put(KEY, ONE);
        second.put(KEY, TWO);

        assertThat(first.get(KEY)).isEqualTo(ONE);
        assertThat(second.get(KEY)).isEqualTo(TWO);

        first.delete(KEY);

        assertThat(first.get(KEY)).isNull();
        assertThat(second.get(KEY)).isEqualTo(TWO);
    }

    @Test
    void shouldWalkThroughItsOwnEntriesOnly() {
        for (int i = 0; i < 256; i++) {
            first.put(new byte[] {(byte) i}, new byte[] {(byte) i});
            second.put(new byte[] {(byte) i}, TWO);
        }

        List<Integer> seen = new ArrayList<>();
        try (StateTable.Entries entries = first.range(new byte[] {(byte) 126}, new byte[] {(byte) 130})) {
            while (entries.next()) {
                assertThat(entries.value()).isEqualTo(entries.key());
                seen.add(Byte.toUnsignedInt(entries.key()[0]));
            }
        }

        assertThat(seen).containsExactly(126, 127, 128, 129);
    }

    @Test
    void shouldDeferOnlyWhatItsTableDefers() {
        assertThat(first.beforeCommit(outbox -> {})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, -1, Byte.MIN_VALUE, Byte.MAX_VALUE})
    void shouldRefuseNamesThatTheTableKeepsForItself(byte name) {
        assertThatThrownBy(() -> new Section(table, name)).isInstanceOf(IllegalArgumentException.class);
    }
}
