package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.engine.WalletSettings;
import dev.drawdown.testing.RandomWallets;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    private final KnownSettings known = new KnownSettings();

    @Test
    void shouldReadWhatWasWrittenHoweverManyOthersThereAre() {
        RandomWallets random = new RandomWallets(1);
        List<WalletSettings> all = new ArrayList<>();
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            WalletSettings settings = random.settings();
            all.add(settings);
            written.add(write(settings));
        }

        for (int again = 0; again < 2; again++) {
            for (int i = 0; i < all.size(); i++) {
                assertThat(known.read(new StateReader(written.get(i)))).isEqualTo(all.get(i));
                assertThat(write(all.get(i))).isEqualTo(written.get(i));
            }
        }
    }

    @Test
    void shouldGiveOneObjectForTheSameBytes() {
        byte[] one = write(new RandomWallets(2).settings());
        byte[] same = Arrays.copyOf(one, one.length);

        assertThat(known.read(new StateReader(one))).isSameAs(known.read(new StateReader(same)));
    }

    @Test
    void shouldStandBehindThemWhenTheyAreRead() {
        StateWriter out = new StateWriter(64);
        known.write(out, WalletSettings.DEFAULT);
        StateReader in = new StateReader(out.writeNumber(17).toBytes());

        known.read(in);

        assertThat(in.readNumber()).isEqualTo(17);
    }

    @Test
    void shouldNotKeepWhatIsLong() {
        WalletSettings plain = WalletSettings.DEFAULT;
        List<WalletSettings.Budget> budgets = IntStream.range(0, 200)
                .mapToObj(i -> new WalletSettings.Budget("app-" + i, null, i, WalletSettings.Budget.OnReached.ALERT))
                .toList();
        WalletSettings longOnes = new WalletSettings(
                plain.scope(),
                plain.priority(),
                plain.billingMode(),
                plain.onPaymentFailure(),
                plain.pauseAtFirstFailure(),
                plain.floorMicros(),
                plain.rearmMarginMicros(),
                plain.termsDays(),
                plain.alerts(),
                plain.autoRecharge(),
                budgets);
        byte[] written = write(longOnes);

        WalletSettings read = known.read(new StateReader(written));

        assertThat(read).isEqualTo(longOnes).isNotSameAs(known.read(new StateReader(written)));
    }

    @Test
    void shouldRefuseALengthThatIsNotTheirs() {
        byte[] written = write(WalletSettings.DEFAULT);
        byte[] longer = Arrays.copyOf(written, written.length + 1);
        longer[0]++;

        assertThatThrownBy(() -> known.read(new StateReader(longer))).isInstanceOf(CorruptStateException.class);
    }

    private byte[] write(WalletSettings settings) {
        StateWriter out = new StateWriter(64);
        known.write(out, settings);
        return out.toBytes();
    }
}
