package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition CATALOG = new TopicPartition("wallet.catalog", 0);
    private static final TopicPartition WALLETS = new TopicPartition("drawdown-wallets-changelog", 3);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void shouldCountDownWhatIsStillToBeRestored() {
        progress.onRestoreStart(WALLETS, "wallets", 100, 1_100);
        progress.onBatchRestored(WALLETS, "wallets", 400, 300);

        assertThat(progress.remainingRecords()).isEqualTo(700);
        assertThat(progress.restoredRecords()).isEqualTo(300);

        progress.onRestoreEnd(WALLETS, "wallets", 1_000);

        assertThat(progress.remainingRecords()).isZero();
    }

    @Test
    void shouldTakeTheFirstTaskForTheBeginningAndNotTheCatalog() {
        progress.onRestoreStart(CATALOG, "catalog", 0, 10);

        assertThat(progress.begunMillis()).isZero();

        progress.onRestoreStart(WALLETS, "wallets", 0, 10);

        assertThat(progress.begunMillis()).isPositive();
    }
}
