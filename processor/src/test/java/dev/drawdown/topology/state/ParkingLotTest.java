package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.testing.MapStore;
import dev.drawdown.wire.Arrival;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inputs that wait: in order, within bounds, over a restart, and in bytes that stay readable. */
class ParkingLotTest {
    private static final long AT = 1_772_000_000_000L;
    private static final ParkingLot.Limits LIMITS = new ParkingLot.Limits(60_000, 2, 3, 1 << 20);

    private final MapStore store = new MapStore();
    private final ParkingLot lot = new ParkingLot(store, LIMITS, AT);

    @Test
    void shouldGiveOutWhatWaitsForAWalletInOrder() {
        lot.park("w1", arrival("a", AT));
        lot.park("w2", arrival("b", AT));
        lot.park("w1", arrival("c", AT));

        assertThat(values(lot.takeFor("w1"))).containsExactly("a", "c");
        assertThat(lot.takeFor("w1")).isEmpty();
        assertThat(lot.size()).isEqualTo(1);
        assertThat(values(lot.takeAll())).containsExactly("b");
        assertThat(store.entries()).isEmpty();
    }

    @Test
    void shouldBoundWhatWaits() {
        assertThat(lot.park("w1", arrival("a", AT))).isTrue();
        assertThat(lot.park("w1", arrival("b", AT))).isTrue();
        assertThat(lot.park("w1", arrival("c", AT))).as("two per wallet").isFalse();
        assertThat(lot.park("w2", arrival("d", AT))).isTrue();
        assertThat(lot.park("w3", arrival("e", AT))).as("three in all").isFalse();

        assertThat(values(lot.takeFor("w1"))).containsExactly("a", "b");
        assertThat(lot.park("w1", arrival("f", AT))).isTrue();
    }

    @Test
    void shouldBoundTheBytesThatWait() {
        ParkingLot small = new ParkingLot(new MapStore(), new ParkingLot.Limits(60_000, 9, 9, 400), AT);

        assertThat(small.park("w1", arrival("x".repeat(200), AT))).isTrue();
        assertThat(small.park("w2", arrival("y".repeat(200), AT))).isFalse();
        assertThat(small.park("w2", arrival("z", AT))).isTrue();
        assertThat(small.takeFor("w1")).hasSize(1);
        assertThat(small.park("w3", arrival("y".repeat(200), AT))).isTrue();
    }

    @Test
    void shouldGiveUpWhatHasWaitedLongEnough() {
        lot.park("w1", arrival("a", AT));
        lot.park("w1", arrival("b", AT + 1));

        assertThat(lot.takeOverdue(AT + 59_999)).isEmpty();
        assertThat(values(lot.takeOverdue(AT + 60_000))).containsExactly("a");
        assertThat(values(lot.takeOverdue(AT + 60_001))).containsExactly("b");
    }

    @Test
    void shouldRememberOverARestartAndWaitAnew() {
        lot.park("w1", arrival("a", AT));
        lot.park("w2", arrival("b", AT));

        ParkingLot again = new ParkingLot(store, LIMITS, AT + 30_000);

        assertThat(again.size()).isEqualTo(2);
        assertThat(again.takeOverdue(AT + 89_999))
                .as("what it waits for may lie unread")
                .isEmpty();
        again.park("w1", arrival("c", AT + 30_000));
        assertThat(values(again.takeFor("w1"))).containsExactly("a", "c");
        assertThat(values(again.takeOverdue(AT + 90_000))).containsExactly("b");
    }

    @Test
    void shouldReadWhatVersionOneWrote() throws IOException {
        store.put(key(7).get(), fixture());

        ParkingLot again = new ParkingLot(store, LIMITS, AT);

        assertThat(again.takeFor("wallet-é")).singleElement().satisfies(read -> {
            Arrival expected = versionOne();
            assertThat(read.origin()).isEqualTo(expected.origin());
            assertThat(read.millis()).isEqualTo(expected.millis());
            assertThat(read.key()).isEqualTo(expected.key());
            assertThat(read.value()).isEqualTo(expected.value());
            assertThat(headers(read.headers())).isEqualTo(headers(expected.headers()));
        });
    }

    @Test
    void shouldStillWriteVersionOneAsItWasWritten() throws IOException {
        lot.park("wallet-é", versionOne());

        assertThat(store.entries().values()).singleElement().isEqualTo(fixture());
        assertThat(store.entries().keySet()).containsExactly(key(1));
    }

    @Test
    void shouldKeepWhatHasNeitherKeyNorValue() {
        lot.park("w1", new Arrival(Origin.NONE, AT, null, null, new RecordHeaders()));

        assertThat(lot.takeFor("w1")).singleElement().satisfies(read -> {
            assertThat(read.key()).isNull();
            assertThat(read.value()).isNull();
            assertThat(read.origin()).isEqualTo(Origin.NONE);
        });
    }

    @Test
    void shouldRefuseWhatALaterReleaseWrote() throws IOException {
        byte[] later = fixture();
        later[0]++;
        store.put(key(1).get(), later);

        assertThatThrownBy(() -> new ParkingLot(store, LIMITS, AT)).isInstanceOf(CorruptStateException.class);
    }

    /** What is stored in {@code parked-v1.bin}, for {@code wallet-é}: an input with something in every field. */
    private static Arrival versionOne() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, -2, 3}).add("empty", new byte[0]).add("none", null);
        return new Arrival(
                new Origin("eu.usage.events", 11, 123_456_789_012L),
                AT,
                "wallet-é".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, 0, 0, 0, 7, 42, -1},
                headers);
    }

    /** Run by hand, once per version, to write its file. */
    public static void main(String[] arguments) throws IOException {
        ParkingLotTest writer = new ParkingLotTest();
        writer.lot.park("wallet-é", versionOne());
        Files.write(
                Path.of(arguments[0]),
                writer.store.entries().values().iterator().next());
    }

    private static byte[] fixture() throws IOException {
        try (InputStream in = ParkingLotTest.class.getResourceAsStream("parked-v1.bin")) {
            return Objects.requireNonNull(in, "parked-v1.bin").readAllBytes();
        }
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static Arrival arrival(String value, long millis) {
        return new Arrival(
                new Origin("usage.events", 0, 1),
                millis,
                new byte[] {1},
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    private static List<String> values(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> new String(Objects.requireNonNull(arrival.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> headers(Headers headers) {
        List<String> all = new ArrayList<>();
        for (Header header : headers) {
            all.add(header.key() + "=" + text(header.value()));
        }
        return all;
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "null" : java.util.Arrays.toString(value);
    }
}
