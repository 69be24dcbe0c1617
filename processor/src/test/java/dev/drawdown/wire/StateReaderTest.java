package dev.drawdown.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers of every length, wherever the part of the array ends that is read, and whatever lies behind it. */
class StateReaderTest {
    private static final int MOST_BEHIND = 10;
    private static final byte GOES_ON = (byte) 0xFF;

    @Test
    void shouldReadANumberHoweverNearTheEnd() {
        for (int bits = 0; bits < Long.SIZE - 1; bits++) {
            long number = 1L << bits;
            byte[] written = new StateWriter(16).writeCount(number).toBytes();
            for (int behind = 0; behind <= MOST_BEHIND; behind++) {
                StateReader in = readerOf(written, written.length + behind);

                assertThat(in.readCount()).isEqualTo(number);
                assertThat(in.remaining()).isEqualTo(behind);
            }
        }
    }

    @Test
    void shouldNotReadANumberBeyondTheEnd() {
        for (int bits = 0; bits < Long.SIZE - 1; bits++) {
            byte[] written = new StateWriter(16).writeCount(1L << bits).toBytes();
            for (int length = 0; length < written.length; length++) {
                StateReader in = readerOf(written, length);

                assertThatThrownBy(in::readCount).isInstanceOf(CorruptStateException.class);
            }
        }
    }

    @Test
    void shouldRefuseANumberWithoutAnEnd() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, GOES_ON);

        assertThatThrownBy(() -> new StateReader(endless).readCount()).isInstanceOf(CorruptStateException.class);
    }

    /** Behind what it may read, the array goes on with bytes that a number could go on with. */
    private static StateReader readerOf(byte[] written, int end) {
        byte[] array = Arrays.copyOf(written, written.length + 2 * MOST_BEHIND);
        Arrays.fill(array, written.length, array.length, GOES_ON);
        return new StateReader(array, 0, end);
    }
}
