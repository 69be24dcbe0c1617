package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InputFrontierTest {
    private static final long NOW = 1_000_000;
    private static final long JUST_NOW = NOW - 250;
    private static final TopicPartition USAGE = new TopicPartition("usage", 3);
    private static final TopicPartition LEADS = new TopicPartition("leads", 3);

    private final Consumer consumer = new Consumer();
    private final InputFrontier frontier = begun();

    private InputFrontier begun() {
        InputFrontier begun = new InputFrontier(List.of(USAGE, LEADS), consumer);
        begun.ticked(JUST_NOW);
        begun.ticked(NOW);
        return begun;
    }

    @Test
    void shouldGoToNowWhereADriverHandsInRecords() {
        InputFrontier driven = new InputFrontier(List.of(USAGE), null);
        driven.ticked(NOW);

        assertThat(driven.horizonMillis()).isEqualTo(NOW);
    }

    @Test
    void shouldGoToJustNowWhenNothingIsUnread() {
        consumer.atEnd.addAll(List.of(USAGE, LEADS));

        assertThat(frontier.horizonMillis()).isEqualTo(JUST_NOW);
    }

    @Test
    void shouldGoNowhereAtItsFirstTick() {
        consumer.atEnd.addAll(List.of(USAGE, LEADS));
        InputFrontier fresh = new InputFrontier(List.of(USAGE, LEADS), consumer);
        fresh.ticked(NOW);

        assertThat(fresh.horizonMillis()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldGoNoFurtherThanTheTickBeforeAProcessStoodStill() {
        consumer.atEnd.addAll(List.of(USAGE, LEADS));
        frontier.ticked(NOW + 60_000);
        assertThat(frontier.horizonMillis()).isEqualTo(NOW);

        frontier.ticked(NOW + 60_250);
        assertThat(frontier.horizonMillis()).isEqualTo(NOW + 60_000);
    }

    @Test
    void shouldGoNowhereBeforeAnythingIsKnownOfAPartitionThatHasRecords() {
        consumer.atEnd.add(USAGE);

        assertThat(frontier.horizonMillis()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldWaitForWhatTheBrokerStillHas() {
        consumer.atEnd.add(USAGE);
        frontier.processed("leads", 7, 400_000);

        assertThat(frontier.horizonMillis()).isEqualTo(400_000);
    }

    @Test
    void shouldWaitForWhatWasHandedOverButNotProcessedYet() {
        consumer.atEnd.addAll(List.of(USAGE, LEADS));
        consumer.handedOver.put(LEADS, 9L);
        frontier.processed("leads", 7, 400_000);
        assertThat(frontier.horizonMillis()).isEqualTo(400_000);

        frontier.processed("leads", 9, 500_000);
        assertThat(frontier.horizonMillis()).isEqualTo(JUST_NOW);
    }

    @Test
    void shouldGoNoFurtherThanThePartitionThatIsFurthestBehind() {
        frontier.processed("usage", 5, 300_000);
        frontier.processed("leads", 7, 400_000);

        assertThat(frontier.horizonMillis()).isEqualTo(300_000);
    }

    @Test
    void shouldNotAskTheBrokerAboutAPartitionThatIsFurtherThanNow() {
        frontier.processed("usage", 5, NOW);
        frontier.processed("leads", 7, NOW + 5);

        assertThat(frontier.horizonMillis()).isEqualTo(JUST_NOW);
        assertThat(consumer.asked).isZero();
    }

    @Test
    void shouldNotTrustWhatWasHandedOverBeforeItBegan() {
        consumer.handedOver.put(USAGE, 99L);
        consumer.atEnd.addAll(List.of(USAGE, LEADS));

        assertThat(begun().horizonMillis()).isEqualTo(JUST_NOW);
    }

    @Test
    void shouldHaveABacklogWhereMuchIsKnownToLieThereOrNothingIsKnown() {
        consumer.lag.put(USAGE, 4_000L);
        assertThat(frontier.hasBacklog()).isTrue();

        consumer.lag.put(LEADS, 0L);
        assertThat(frontier.hasBacklog()).isFalse();

        consumer.lag.put(USAGE, 4_001L);
        assertThat(frontier.hasBacklog()).isTrue();
        assertThat(consumer.asked).isZero();
    }

    private static final class Consumer implements InputFrontier.Reading {
        final Map<TopicPartition, Long> handedOver = new HashMap<>();
        final Set<TopicPartition> atEnd = new HashSet<>();
        final Map<TopicPartition, Long> lag = new HashMap<>();
        int asked;

        @Override
        public long handedOver(TopicPartition partition) {
            return handedOver.getOrDefault(partition, -1L);
        }

        @Override
        public boolean isAtEnd(TopicPartition partition) {
            asked++;
            return atEnd.contains(partition);
        }

        @Override
        public long lag(TopicPartition partition) {
            return lag.getOrDefault(partition, Long.MAX_VALUE);
        }

        @Override
        public void begin(List<TopicPartition> partitions) {
            partitions.forEach(handedOver::remove);
        }
    }
}
