package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksIterator;

class DiskTest {
    private static final byte[] KEY = {1, 1};
    private static final byte[] OTHER = {1, 2};

    @TempDir
    Path directory;

    @Test
    void shouldGiveBackDataAndOffsetAfterItWasOpenedAgain() {
        try (Disk disk = open();
                Disk.Batch batch = disk.batch()) {
            batch.put(KEY, new byte[] {7});
            batch.putOffset(42L);
            batch.write();
        }
        try (Disk disk = open()) {
            assertThat(disk.get(KEY)).containsExactly(7);
            assertThat(disk.offset()).isEqualTo(42);
        }
    }

    @Test
    void shouldChangeNothingUntilTheBatchIsWritten() {
        try (Disk disk = open()) {
            try (Disk.Batch batch = disk.batch()) {
                batch.put(KEY, new byte[] {7});
                batch.putOffset(42L);
            }
            assertThat(disk.get(KEY)).isNull();
            assertThat(disk.offset()).isNull();
        }
    }

    @Test
    void shouldWriteDataAndOffsetInStep() {
        try (Disk disk = open()) {
            for (int i = 0; i < 100; i++) {
                try (Disk.Batch batch = disk.batch()) {
                    batch.put(i % 2 == 0 ? KEY : OTHER, null);
                    batch.put(i % 2 == 0 ? OTHER : KEY, new byte[] {(byte) i});
                    batch.putOffset((long) i);
                    batch.write();
                }
                assertThat(disk.offset()).isEqualTo(i);
                assertThat(disk.get(i % 2 == 0 ? KEY : OTHER)).isNull();
                assertThat(disk.get(i % 2 == 0 ? OTHER : KEY)).containsExactly(i);
            }
        }
    }

    @Test
    void shouldForgetAnOffset() {
        try (Disk disk = open()) {
            disk.putOffset(3L);
            disk.putOffset(null);

            assertThat(disk.offset()).isNull();
        }
    }

    @Test
    void shouldKeepTheOffsetOutOfEverySection() {
        try (Disk disk = open()) {
            disk.putOffset(3L);
            try (RocksIterator iterator = disk.iterator()) {
                iterator.seek(new byte[] {1});
                assertThat(iterator.isValid()).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsOpenAlready() {
        try (Disk disk = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(ProcessorStateException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(disk.offset()).isNull();
        }
    }

    private Disk open() {
        return Disk.open("test", directory.toFile(), Map.of());
    }
}
