package dev.drawdown.owners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.owners.Owner.OwnedWallet;
import dev.drawdown.wire.CorruptStateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored form of owners: what goes in comes out, and bytes of every release stay readable. */
class OwnerCodecTest {
    private static final long AT = 1_772_000_000_000L;

    static Stream<Owner> owners() {
        Owner plain = Owner.unknown("acme");
        return Stream.of(
                plain,
                versionOne(),
                versionTwo(),
                plain.withSettings(
                        new Owner.Settings(
                                new Owner.Profile("Acme", null, null, null, null),
                                ZoneId.of("Asia/Kolkata"),
                                "INR",
                                false,
                                List.of()),
                        null),
                plain.withMethods("cus_1", List.of()),
                plain.withWallets("USD", List.of(new OwnedWallet("w1", "USD", null))));
    }

    @ParameterizedTest
    @MethodSource("owners")
    void shouldReadWhatItWrote(Owner owner) {
        assertThat(OwnerCodec.decode("acme", OwnerCodec.encode(owner))).isEqualTo(owner);
    }

    @Test
    void shouldReadWhatVersionOneWrote() throws IOException {
        assertThat(OwnerCodec.decode("acme", fixture("owner-v1.bin"))).isEqualTo(versionOne());
    }

    @Test
    void shouldReadWhatVersionTwoWrote() throws IOException {
        assertThat(OwnerCodec.decode("acme", fixture("owner-v2.bin"))).isEqualTo(versionTwo());
    }

    @Test
    void shouldStillWriteVersionTwoAsItWasWritten() throws IOException {
        assertThat(OwnerCodec.encode(versionTwo())).isEqualTo(fixture("owner-v2.bin"));
    }

    @Test
    void shouldRefuseWhatALaterReleaseWrote() {
        byte[] later = OwnerCodec.encode(versionOne());
        later[0]++;

        assertThatThrownBy(() -> OwnerCodec.decode("acme", later))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("acme")
                .hasMessageContaining("later release");
    }

    @Test
    void shouldRefuseBytesThatAreTooFewOrTooMany() {
        byte[] stored = OwnerCodec.encode(versionOne());

        for (int length : new int[] {0, 1, stored.length / 2, stored.length - 1, stored.length + 1}) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> OwnerCodec.decode("acme", cut))
                    .as("%s bytes", length)
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    /** What is stored in {@code owner-v1.bin}: an owner with something in every field. */
    private static Owner versionOne() {
        return new Owner(
                "acme",
                true,
                new Owner.Settings(
                        new Owner.Profile("Käse & Söhne", "HRB 17", "+49 30 1", "Hauptstr. 1", "x@acme.example"),
                        ZoneId.of("Europe/Berlin"),
                        "EUR",
                        true,
                        List.of("a@acme.example", "b@acme.example")),
                "EUR",
                "cus_17",
                List.of(
                        new Owner.Method("pm_1", "acme", "visa", "4242", "12/30", "PRIMARY"),
                        new Owner.Method("pm_2", "buyer", "sepa", "0000", "", "BACKUP")),
                List.of(
                        new OwnedWallet("w1", "EUR", WalletStatus.TERMINATED),
                        new OwnedWallet("w2", "EUR", WalletStatus.FROZEN),
                        new OwnedWallet("w3", "EUR", WalletStatus.ACTIVE),
                        new OwnedWallet("w4", "EUR", null)),
                new CommandMemory(
                        List.of(
                                new CommandMemory.Remembered(
                                        new Fingerprint(0x0123_4567_89ab_cdefL, -1),
                                        new Fingerprint(2, Long.MIN_VALUE),
                                        AT - 5,
                                        "Owner registered."),
                                new CommandMemory.Remembered(
                                        new Fingerprint(3, 4), new Fingerprint(5, 6), AT, "Owner changed.")),
                        AT - 10),
                FailingCards.NONE);
    }

    /** What is stored in {@code owner-v2.bin}: the same, with cards that fail. */
    private static Owner versionTwo() {
        FailingCards.Card own = new FailingCards.Card("", "DEFAULT");
        FailingCards.Card buyers = new FailingCards.Card("buyer", "BACKUP");
        return versionOne()
                .withFailing(new FailingCards(
                        List.of(
                                new FailingCards.Decline(own, "w1", AT - 3),
                                new FailingCards.Decline(buyers, "w2", AT - 2)),
                        List.of(buyers)));
    }

    /** Run by hand, once per version, to write its file. */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), OwnerCodec.encode(versionTwo()));
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = OwnerCodecTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
