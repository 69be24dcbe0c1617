package dev.drawdown.store;

import static dev.drawdown.store.OpenStore.CHANGELOG;
import static dev.drawdown.store.OpenStore.KEY;
import static dev.drawdown.store.OpenStore.OTHER;
import static dev.drawdown.store.OpenStore.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store makes of what Kafka Streams says: about offsets, damage, restoring and opening again. */
class WriteBehindOffsetsTest {
    private static final long UNKNOWN = -4;

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
    void shouldSayOfAFreshStoreThatItsOffsetIsUnknown() {
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(UNKNOWN);
        assertThat(rig.store().managesOffsets()).isTrue();
        assertThat(rig.store().persistent()).isTrue();
    }

    @Test
    void shouldNotTakeAnOffsetBack() {
        rig.store().put(KEY, value(1));
        rig.commit();
        rig.store().put(KEY, value(2));
        rig.commit();

        rig.store().commit(Map.of(CHANGELOG, 0L));
        rig.store().commit(Map.of(CHANGELOG, UNKNOWN));
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(1);

        rig.store().commit(Map.of(CHANGELOG, 17L));
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(17);
    }

    @Test
    void shouldStayWithoutAnOffsetAfterDamageUntilItIsWiped() {
        rig.store().put(KEY, value(1));
        rig.commit();

        rig.store().commit(Map.of());
        assertThat(rig.store().committedOffset(CHANGELOG)).isNull();

        rig.reopen();
        assertThat(rig.store().committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void shouldCountFromTheBeginningInAChangelogMadeAnew() {
        for (int i = 0; i < 10; i++) {
            rig.store().put(KEY, value(i));
            rig.commit();
        }
        rig.store().commit(Map.of());
        rig.beginAnew();

        rig.store().put(KEY, value(1));
        rig.commit();

        assertThat(rig.store().committedOffset(CHANGELOG)).isZero();
    }

    @Test
    void shouldRestoreAndRemoveWhatTheChangelogSays() {
        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(1)), KeyValue.pair(OTHER, value(1))));
        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(2)), removal(OTHER)));
        rig.store().commit(Map.of(CHANGELOG, 3L));

        assertThat(rig.store().get(KEY)).isEqualTo(value(2));
        assertThat(rig.store().get(OTHER)).isNull();
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(3);
    }

    @Test
    void shouldSeeWhatWasRestoredSinceItWasActive() {
        rig.store().put(KEY, value(1));
        rig.store().put(OTHER, value(1));
        rig.commit();

        // Now a standby, which init is not called for, and then active again.
        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(2)), removal(OTHER)));

        assertThat(rig.store().get(KEY)).isEqualTo(value(2));
        assertThat(rig.store().get(OTHER)).isNull();
    }

    /** Kafka Streams has not seen what was written, and has the standby read all of it again. */
    @Test
    void shouldHaveNoOffsetWhileItReplaysWhatItHasWrittenItself() {
        rig.store().put(KEY, value(1));
        rig.commit();
        rig.store().put(KEY, value(2));
        rig.commit();

        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(1))));
        rig.reopen();
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(UNKNOWN);

        rig.store().commit(Map.of(CHANGELOG, 0L));
        assertThat(rig.store().committedOffset(CHANGELOG)).isZero();
    }

    @Test
    void shouldKnowItsOffsetAgainOnceItIsToldHowFarItHasReplayed() {
        rig.store().put(KEY, value(1));
        rig.commit();
        rig.store().put(KEY, value(2));
        rig.commit();
        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(1))));
        rig.store().commit(Map.of(CHANGELOG, 0L));
        rig.store().restoreAll(List.of(KeyValue.pair(KEY, value(2))));

        rig.reopen();
        assertThat(rig.store().committedOffset(CHANGELOG)).isZero();

        rig.store().put(KEY, value(3));
        rig.commit();
        assertThat(rig.store().committedOffset(CHANGELOG)).isEqualTo(2);
    }

    @Test
    void shouldBeginWithWhatIsCommittedWhenItIsOpenedAgain() {
        rig.store().put(KEY, value(1));
        rig.commit();
        rig.store().put(KEY, value(2));

        rig.init();
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));

        rig.store().put(KEY, value(3));
        rig.reopen();
        assertThat(rig.store().get(KEY)).isEqualTo(value(1));
        assertThat(rig.store().committedOffset(CHANGELOG)).isZero();
    }

    @Test
    void shouldRegisterTheStoreThatItIsWrappedIn() {
        FixedStoreContext context = new FixedStoreContext(directory.toFile());
        WriteBehindStore outer = new WriteBehindStore("outer", OpenStore.SEGMENT, OpenStore.SEGMENT);

        rig.store().init(context, outer);

        assertThat(context.registered()).isSameAs(outer);
    }

    @Test
    void shouldRefuseAnotherChangelog() {
        assertThatThrownBy(() -> rig.store().committedOffset(new TopicPartition("another", 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(CHANGELOG.toString());
    }

    @SuppressWarnings("NullAway") // A removal is a record without a value.
    private static KeyValue<byte[], byte[]> removal(byte[] key) {
        return KeyValue.pair(key, null);
    }
}
