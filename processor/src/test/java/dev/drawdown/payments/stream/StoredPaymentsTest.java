package dev.drawdown.payments.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.payments.PaymentOrder;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentState;
import dev.drawdown.payments.PaymentState.Phase;
import dev.drawdown.wire.CorruptStateException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored and sent of payments, byte for byte. */
class StoredPaymentsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final PaymentOrder CHARGE = new PaymentOrder.Charge(
            "acme/eu/TOP_UP/7",
            "cus_1",
            25_000_000,
            "USD",
            "Top-up, wallet acme/eu",
            Map.of("drawdown_wallet", "acme/eu", "drawdown_owner", "acme"),
            new Collect.Direct());
    private static final PaymentOrder INVOICE = new PaymentOrder.Charge(
            "w/NET_TERMS/1", "cus_1", 1, "JPY", "", Map.of(), new Collect.Invoiced(NOW.plusSeconds(86_400)));
    private static final PaymentOrder ADDRESSED = new PaymentOrder.Charge(
            "w/NET_TERMS/2",
            "cus_1",
            1,
            "JPY",
            "",
            Map.of(),
            new Collect.Invoiced(NOW.plusSeconds(86_400), "Acme Inc.", "pay@acme.example"));
    private static final PaymentOrder REFUND =
            new PaymentOrder.Refund("w/REFUND/1", "ch_1", 5_000_000, "EUR", Map.of("a", "ü"));
    private static final PaymentResult.Succeeded PAID =
            new PaymentResult.Succeeded("pi_1", "ch_1", 25_000_000, "https://receipt");
    private static final PaymentResult.Declined DECLINED =
            new PaymentResult.Declined(null, null, DeclineKind.SOFT, "insufficient_funds");

    private static PaymentState state(PaymentOrder order, Phase phase) {
        return new PaymentState(order, 2, "pm_1", phase, "pi_1", "ch_0", NOW, NOW.plusSeconds(60), 3, NOW);
    }

    static Stream<PaymentState> states() {
        return Stream.of(
                state(CHARGE, new Phase.Prepared()),
                state(INVOICE, new Phase.Doubtful()),
                state(ADDRESSED, new Phase.Doubtful()),
                state(CHARGE, new Phase.UnderWay(new PaymentResult.Processing("pi_1", null))),
                state(CHARGE, new Phase.UnderWay(new PaymentResult.ActionRequired("pi_1", "https://bank"))),
                state(REFUND, new Phase.Failed(DECLINED)),
                state(CHARGE, new Phase.Paid(PAID, 5_000_000, Dispute.OPEN)),
                new PaymentState(REFUND, 1, "", new Phase.Prepared(), null, null, NOW, NOW, 0, null));
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldReadWhatWasStored(PaymentState state) {
        byte[] stored = PaymentStateCodec.encode(state);

        assertThat(PaymentStateCodec.decode(stored)).isEqualTo(state);
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatExceptionOfType(CorruptStateException.class).isThrownBy(() -> PaymentStateCodec.decode(cut));
        }
    }

    /** A file of the first release; it is read for ever. */
    @Test
    void shouldReadTheFirstVersion() throws IOException {
        assertThat(PaymentStateCodec.decode(file("payment-v1.bin")))
                .isEqualTo(state(CHARGE, new Phase.Paid(PAID, 5_000_000, Dispute.OPEN)));
    }

    @Test
    void shouldReadAnInvoiceOfTheFirstVersion() throws IOException {
        assertThat(PaymentStateCodec.decode(file("payment-v1-invoice.bin")))
                .isEqualTo(state(INVOICE, new Phase.Doubtful()));
    }

    @Test
    void shouldReadAndWriteTheSecondVersion() throws IOException {
        PaymentState state = state(ADDRESSED, new Phase.Doubtful());

        assertThat(PaymentStateCodec.decode(file("payment-v2.bin"))).isEqualTo(state);
        assertThat(PaymentStateCodec.encode(state)).isEqualTo(file("payment-v2.bin"));
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream file = StoredPaymentsTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }

    static List<PaymentEvent> events() {
        return List.of(
                new PaymentEvent.Kept(),
                new PaymentEvent.Hinted(),
                new PaymentEvent.Answered(1, PAID),
                new PaymentEvent.Answered(2, DECLINED),
                new PaymentEvent.Answered(3, new PaymentResult.Unknown(null, "no_answer")),
                new PaymentEvent.Answered(4, new PaymentResult.Unavailable(Duration.ofSeconds(7), "rate_limit")),
                new PaymentEvent.Reviewed(
                        new ChargeStanding("ch_1", null, "USD", 25_000_000, 0, Dispute.WON, 25_000_000)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldReadTheNoteThatWasSent(PaymentEvent event) {
        Note note = new Note("acme/eu/TOP_UP/7", event);

        assertThat(NoteCodec.decode(NoteCodec.encode(note))).isEqualTo(note);
        assertThat(note.key()).asString().isEqualTo("acme/eu");
    }

    @Test
    void shouldSendOnlyWhatComesFromOutside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoteCodec.encode(new Note("w/TOP_UP/1", new PaymentEvent.Woken())));
    }

    @Test
    void shouldKnowItsOwnRequestsByTheirNames() {
        assertThat(new Note("w/TOP_UP/1", new PaymentEvent.Hinted()).isOurs()).isTrue();
        assertThat(new Note("/TOP_UP/1", new PaymentEvent.Hinted()).isOurs()).isFalse();
        assertThat(new Note("order 7", new PaymentEvent.Hinted()).isOurs()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Note.walletOf("order/7"));
    }
}
