package dev.drawdown.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.wire.Money;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the proof of conservation can fail, and waits for nothing but what is on its way. */
class ConservationTest {
    @TempDir
    private Path folder = Path.of("");

    private static LedgerEntry posted(long seq, long beforeMicros, long deltaMicros) {
        LedgerEntry entry = Ledgers.entry("w", seq, "input-" + seq, "CREDIT", "TOP_UP", Math.abs(deltaMicros));
        entry.setBalanceBefore(Money.decimal(beforeMicros));
        entry.setBalanceDelta(Money.decimal(deltaMicros));
        entry.setBalanceAfter(Money.decimal(beforeMicros + deltaMicros));
        return entry;
    }

    private ConservationSum usd(ShelfRig rig) {
        rig.write();
        return rig.conservation().getOrDefault("USD", ConservationSum.NONE);
    }

    @Test
    void shouldCompareEachBalanceWithTheLedgerAtItsOwnEntry() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.put(Feed.LEDGER, posted(1, 0, 10), 0);
            rig.put(Feed.LEDGER, posted(2, 10, -4), 1);
            rig.put(Feed.BALANCES, Ledgers.balance("w", "USD", 1, 10), 0);

            assertThat(usd(rig)).isEqualTo(new ConservationSum(1, 0, 10, 0, 10, 0));

            rig.put(Feed.BALANCES, Ledgers.balance("w", "USD", 2, 6), 1);

            assertThat(usd(rig)).isEqualTo(new ConservationSum(1, 0, 10, 4, 6, 0));
        }
    }

    @Test
    void shouldWaitForTheLedgerWhenTheBalanceIsAhead() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.put(Feed.BALANCES, Ledgers.balance("w", "USD", 2, 6), 0);
            assertThat(usd(rig)).isEqualTo(new ConservationSum(0, 1, 0, 0, 0, 0));

            rig.put(Feed.LEDGER, posted(1, 0, 10), 0);
            assertThat(usd(rig).waiting()).isEqualTo(1);

            rig.put(Feed.LEDGER, posted(2, 10, -4), 1);
            assertThat(usd(rig)).isEqualTo(new ConservationSum(1, 0, 10, 4, 6, 0));
        }
    }

    @Test
    void shouldShowADifferenceWhenAWalletHasOtherThanItsLedgerGave() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.put(Feed.LEDGER, posted(1, 0, 10), 0);
            rig.put(Feed.BALANCES, Ledgers.balance("w", "USD", 1, 11), 0);

            assertThat(usd(rig).differenceMicros()).isEqualTo(-1);
        }
    }

    @Test
    void shouldCountABreakWhenAnEntryIsMissingOrDoesNotGoOn() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.put(Feed.LEDGER, posted(1, 0, 10), 0);
            rig.put(Feed.LEDGER, posted(3, 10, 5), 1);
            rig.put(Feed.LEDGER, posted(4, 14, 1), 2);
            LedgerEntry wrong = posted(5, 15, 1);
            wrong.setBalanceAfter(Money.decimal(17));
            rig.put(Feed.LEDGER, wrong, 3);

            assertThat(usd(rig).breaks()).isEqualTo(3);
        }
    }

    @Test
    void shouldBringForwardWhatWasThereBeforeTheFirstEntryThatIsKnown() {
        try (ShelfRig rig = new ShelfRig(folder)) {
            rig.put(Feed.LEDGER, posted(7, -3, 5), 0);
            rig.put(Feed.BALANCES, Ledgers.balance("w", "USD", 7, 2), 0);

            assertThat(usd(rig)).isEqualTo(new ConservationSum(1, 0, 5, 3, 2, 0));
        }
    }
}
