package dev.drawdown.store;

import static dev.drawdown.store.OpenStore.CHANGELOG;
import static dev.drawdown.store.OpenStore.KEY;
import static dev.drawdown.store.OpenStore.OTHER;
import static dev.drawdown.store.OpenStore.SEGMENT;
import static dev.drawdown.store.OpenStore.key;
import static dev.drawdown.store.OpenStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to changes until they are committed, and who sees them when. */
class WriteBehindStoreTest {
    @TempDir
    Path directory;

    private OpenStore rig;

    @BeforeEach
    void open() {
        rig = new OpenStore(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldReadWhatItWroteAndShowItToNobodyElseUntilItIsCommitted() {
        rig.store().put(KEY, value(1));
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
        assertThat(rig.store().committed(KEY)).isNull();

        rig.transaction().writeChangelogs(rig.producer());
        assertThat(rig.store().committed(KEY)).isNull();

        rig.transaction().committed();
        assertThat(rig.store().committed(KEY)).isEqualTo(value(1));
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
    }

    @Test
    void shouldSendEachChangedKeyOnceToItsChangelogPartition() {
        for (int i = 0; i < 100; i++) {
            rig.store().put(KEY, value(i));
        }
        rig.store().put(OTHER, value(1));
        rig.store().delete(OTHER);

        rig.transaction().writeChangelogs(rig.producer());

        assertThat(rig.producer().history()).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(CHANGELOG.topic());
            assertThat(record.partition()).isEqualTo(CHANGELOG.partition());
        });
        assertThat(rig.sent(KEY).value()).isEqualTo(value(99));
        assertThat(rig.sent(OTHER).value()).isNull();
    }

    @Test
    void shouldDoDeferredWorkOnceJustBeforeTheChangelog() {
        rig.store().beforeCommit(outbox -> {
            rig.store().put(KEY, value(7));
            outbox.send("balances", KEY, value(8), 42);
        });

        rig.transaction().writeChangelogs(rig.producer());
        rig.transaction().writeChangelogs(rig.producer());
        rig.transaction().committed();

        assertThat(rig.producer().history())
                .extracting(ProducerRecord::topic)
                .containsExactly("balances", CHANGELOG.topic());
        assertThat(rig.producer().history().getFirst().timestamp()).isEqualTo(42);
        assertThat(rig.store().committed(KEY)).isEqualTo(value(7));
    }

    @Test
    void shouldCommitWhatNobodyLooksForBefore() {
        rig.store().put(KEY, value(1));
        rig.commit();
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
        rig.producer().clear();
        rig.store().beforeCommit(outbox -> {
            rig.store().putUnseen(KEY, value(2));
            rig.store().put(OTHER, value(3));
        });

        rig.commit();

        assertThat(rig.store().committed(KEY)).isEqualTo(value(2));
        assertThat(rig.store().get(KEY)).isEqualTo(value(2));
        assertThat(rig.sent(KEY).value()).isEqualTo(value(2));
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(2);
    }

    @Test
    void shouldHaveTheOffsetOfTheLastChangeOnDisk() {
        for (int commit = 0; commit < 3; commit++) {
            rig.store().put(KEY, value(commit));
            rig.store().put(OTHER, value(commit));
            rig.commit();
        }

        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(5);
    }

    @Test
    void shouldDropWhatIsAborted() {
        rig.store().put(KEY, value(1));
        rig.commit();
        rig.store().put(KEY, value(2));
        rig.store().put(OTHER, value(2));
        rig.store().beforeCommit(outbox -> outbox.send("balances", KEY, KEY, 0));
        rig.store().putUnseen(KEY, value(3));
        rig.transaction().writeChangelogs(rig.producer());

        rig.transaction().aborted();
        rig.producer().clear();
        rig.commit();

        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
        assertThat(rig.store().get(OTHER)).isNull();
        assertThat(rig.store().committedOffset(CHANGELOG)).isZero();
        assertThat(rig.producer().history()).isEmpty();
        rig.store().put(OTHER, value(4));
        rig.commit();
        assertThat(rig.producer().history())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(value(4)));
        assertThat(rig.store().committed(KEY)).isEqualTo(value(1));
    }

    @Test
    void shouldCommitNothingOfATaskThatHasGoneElsewhere(@TempDir Path elsewhere) {
        WriteBehindStore other = new WriteBehindStore("owners", 2 * SEGMENT, SEGMENT);
        other.init(new FixedStoreContext(elsewhere.toFile()), other);
        rig.store().put(KEY, value(1));
        rig.store().beforeCommit(outbox -> outbox.send("balances", KEY, KEY, 0));
        other.put(KEY, value(2));

        rig.store().abandon();
        rig.commit();

        assertThat(rig.producer().history())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(value(2)));
        assertThat(rig.store().get(KEY)).isNull();
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(-4);
        rig.store().put(KEY, value(3));
        rig.commit();
        assertThat(rig.store().committed(KEY)).isEqualTo(value(3));
        other.close();
    }

    @Test
    void shouldRefuseChangesBetweenChangelogAndCommit() {
        rig.store().put(KEY, value(1));
        rig.transaction().writeChangelogs(rig.producer());

        assertThatThrownBy(() -> rig.store().put(KEY, value(2))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rig.store().delete(KEY)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseACommitOfWhatIsNotInTheChangelog() {
        rig.store().put(KEY, value(1));

        assertThatThrownBy(rig.transaction()::committed).isInstanceOf(IllegalStateException.class);

        assertThat(rig.store().committed(KEY)).isNull();
    }

    @Test
    void shouldCommitTheStoresOfAThreadTogether(@TempDir Path elsewhere) {
        WriteBehindStore second = new WriteBehindStore("owners", 2 * SEGMENT, SEGMENT);
        second.init(new FixedStoreContext(elsewhere.toFile()), second);
        rig.store().put(KEY, value(1));
        second.put(KEY, value(2));

        rig.commit();

        assertThat(rig.store().committed(KEY)).isEqualTo(value(1));
        assertThat(second.committed(KEY)).isEqualTo(value(2));
        second.close();
    }

    @Test
    void shouldFindOnDiskWhatItsMemoryDoesNotHold() {
        byte[] large = new byte[SEGMENT / 8];
        for (int i = 0; i < 200; i++) {
            large[0] = (byte) i;
            rig.store().put(key("k" + i), large.clone());
            rig.commit();
        }
        for (int i = 0; i < 200; i++) {
            large[0] = (byte) i;
            assertThat(rig.store().get(key("k" + i))).isEqualTo(large);
        }
    }

    @Test
    void shouldAnswerOtherThreadsWithCommittedValuesAlsoWhileItCloses() throws Exception {
        rig.store().put(KEY, value(0));
        rig.commit();
        CountDownLatch reading = new CountDownLatch(2);
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> answers = List.of(
                    readers.submit(() -> readUntilClosed(reading)), readers.submit(() -> readUntilClosed(reading)));
            reading.await();
            long last = 0;
            for (; last < 200; last++) {
                rig.store().put(KEY, value((int) last));
                rig.commit();
            }
            rig.store().close();

            for (Future<Long> answer : answers) {
                assertThat(answer.get()).isBetween(0L, last - 1);
            }
        }
        assertThatThrownBy(() -> rig.store().committed(KEY))
                .isInstanceOf(InvalidStateStoreException.class)
                .hasMessageContaining("Expected wallets to be open");
    }

    private long readUntilClosed(CountDownLatch reading) {
        long seen = 0;
        while (true) {
            byte[] value;
            try {
                value = rig.store().committed(KEY);
            } catch (InvalidStateStoreException closed) {
                return seen;
            }
            reading.countDown();
            assertThat(value).isNotNull();
            long now = Long.parseLong(new String(value, StandardCharsets.UTF_8));
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
    }
}
