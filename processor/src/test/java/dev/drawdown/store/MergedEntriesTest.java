package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedEntriesTest {
    @TempDir
    Path directory;

    private Disk disk;

    @BeforeEach
    void open() {
        disk = Disk.open("test", directory.toFile(), Map.of());
    }

    @AfterEach
    void close() {
        disk.close();
    }

    @Test
    void shouldBeWhatAMapWouldHoldOfBoth() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            TreeMap<Bytes, byte[]> truth = new TreeMap<>();
            write(random, truth);
            Overlay overlay = change(random, truth);
            Bytes from = key(random.nextInt(256));
            Bytes to = key(random.nextInt(256));
            if (from.compareTo(to) <= 0) {
                assertThat(walk(overlay, from, to)).containsExactlyEntriesOf(truth.subMap(from, to));
            }
        }
    }

    private void write(Random random, Map<Bytes, byte[]> truth) {
        try (Disk.Batch batch = disk.batch()) {
            for (int i = 0; i < 256; i++) {
                boolean present = random.nextInt(5) == 0;
                byte[] value = present ? new byte[] {(byte) random.nextInt()} : null;
                batch.put(key(i).get(), value);
                if (value != null) {
                    truth.put(key(i), value);
                }
            }
            batch.write();
        }
    }

    private static Overlay change(Random random, Map<Bytes, byte[]> truth) {
        Overlay overlay = new Overlay();
        int changes = random.nextInt(60);
        for (int i = 0; i < changes; i++) {
            Bytes key = key(random.nextInt(256));
            if (random.nextBoolean()) {
                overlay.put(key, null);
                truth.remove(key);
            } else {
                byte[] value = {(byte) i, 1};
                overlay.put(key, value);
                truth.put(key, value);
            }
        }
        return overlay;
    }

    private Map<Bytes, byte[]> walk(Overlay overlay, Bytes from, Bytes to) {
        Map<Bytes, byte[]> seen = new LinkedHashMap<>();
        try (StateTable.Entries entries =
                new MergedEntries(disk.iterator(), from.get(), to.get(), overlay.range(from, to))) {
            while (entries.next()) {
                seen.put(Bytes.wrap(entries.key()), entries.value());
            }
            assertThat(entries.next()).isFalse();
        }
        return seen;
    }

    private static Bytes key(int number) {
        return Bytes.wrap(new byte[] {Section.ORDERED_FROM, (byte) number});
    }
}
