package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.RandomRecords;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WireSchema;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AvroDecoderTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroDecoder<UsageEvent> decoder = new AvroDecoder<>(UsageEvent.class, registry);
    private final UsageEvent event = new RandomRecords(3).next(UsageEvent.class);
    private final byte[] value = AvroEncoder.forSubject("s", UsageEvent.class, registry, Registration.REGISTER)
            .encode(event);

    static Stream<Arguments> bytesThatAreNotAvro() {
        return Stream.of(
                arguments("nothing", ""),
                arguments("half a header", "00000000"),
                arguments("JSON", "7b2261223a317d"),
                arguments("another magic byte", "010000000102"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytesThatAreNotAvro")
    void shouldSayThatAValueIsNotAvro(String what, String hex) {
        assertThat(failure(HexFormat.of().parseHex(hex)).reason()).as(what).isEqualTo(Reason.NOT_AVRO);
    }

    @Test
    void shouldSayThatASchemaIsUnknown() {
        byte[] unknown = value.clone();
        unknown[4] = 77;

        UndecodableException failure = failure(unknown);

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
        assertThat(failure).hasMessageContaining("77");
    }

    @Test
    void shouldSayThatAValueIsAnotherRecord() {
        byte[] lead = AvroEncoder.forSubject("s", LeadEvent.class, registry, Registration.REGISTER)
                .encode(new RandomRecords(3).next(LeadEvent.class));

        UndecodableException failure = failure(lead);

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_SCHEMA);
        assertThat(failure).hasMessageContaining("LeadEvent");
    }

    @Test
    void shouldSayThatASchemaOfTheSameNameCannotBeResolved() {
        Schema other = SchemaBuilder.record("UsageEvent")
                .namespace("dev.drawdown.schemas")
                .fields()
                .requiredLong("event_id")
                .endRecord();
        int id = registry.register("s", other);

        assertThat(failure(new byte[] {0, 0, 0, 0, (byte) id, 2}).reason()).isEqualTo(Reason.WRONG_SCHEMA);
    }

    @Test
    void shouldSayThatAValueIsMalformedWhereverItIsCutOff() {
        for (int length = WireFormat.HEADER_LENGTH; length < value.length; length++) {
            assertThat(failure(Arrays.copyOf(value, length)).reason())
                    .as("%d of %d bytes", length, value.length)
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void shouldRefuseBytesAfterTheRecord() {
        assertThat(failure(Arrays.copyOf(value, value.length + 1)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldNotAllocateWhatALengthPrefixClaims() {
        // An event id of 2^31-9 bytes, of which none follows.
        byte[] huge = HexFormat.of().parseHex("0000000001" + "eeffffff0f");

        assertThat(failure(huge).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldNotAllocateWhatAnItemCountClaims() {
        byte[] prefix = HexFormat.of().parseHex("0000000001" + "0000000000020100feffffff0f");

        assertThat(failure(prefix).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void shouldSurviveRandomBytes() {
        Random random = new Random(11);
        AvroDecoder<WalletCommand> commands = new AvroDecoder<>(WalletCommand.class, registry);
        int id = registry.register("c", WalletCommand.getClassSchema());
        for (int i = 0; i < 50_000; i++) {
            byte[] garbage = new byte[5 + random.nextInt(60)];
            random.nextBytes(garbage);
            System.arraycopy(new byte[] {0, 0, 0, 0, (byte) id}, 0, garbage, 0, 5);
            UndecodableException failure =
                    catchThrowableOfType(UndecodableException.class, () -> commands.decode(garbage));
            if (failure != null) {
                assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
            }
        }
    }

    @Test
    void shouldSurviveFlippedBits() throws UndecodableException {
        Random random = new Random(12);
        for (int i = 0; i < 50_000; i++) {
            byte[] flipped = value.clone();
            flipped[5 + random.nextInt(value.length - 5)] ^= (byte) (1 << random.nextInt(8));
            UndecodableException failure =
                    catchThrowableOfType(UndecodableException.class, () -> decoder.decode(flipped));
            if (failure != null) {
                assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
            }
        }
        assertThat(decoder.decode(value)).isEqualTo(event);
    }

    @Test
    void shouldReadWhatANewerVersionWrote() throws UndecodableException {
        Schema newer = new Schema.Parser()
                .parse(WireSchema.of(UsageEvent.getClassSchema())
                        .toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"region\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        int id = registry.register("s", newer);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        WireFormat.writeHeader(written, id);
        written.writeBytes(new byte[] {2, 4, 'e', 'u'});
        written.write(value, 5, value.length - 5);

        assertThat(decoder.decode(written.toByteArray())).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "DENIED"})
    void shouldTellARegistryThatIsDownFromABadValue(Kind kind) throws UndecodableException {
        FaultyRegistry faulty = new FaultyRegistry(registry);
        AvroDecoder<UsageEvent> cut = new AvroDecoder<>(UsageEvent.class, faulty);
        faulty.failWith(new SchemaRegistryException(kind, "gone"));

        UndecodableException failure = catchThrowableOfType(UndecodableException.class, () -> cut.decode(value));

        assertThat(failure.reason()).isEqualTo(Reason.REGISTRY_DOWN);
        assertThat(failure.reason().isTheValuesFault()).isFalse();

        faulty.recover();
        assertThat(cut.decode(value)).as("the same value, tried again").isEqualTo(event);

        faulty.failWith(new SchemaRegistryException(kind, "gone again"));
        assertThat(cut.decode(value)).as("with a schema known by now").isEqualTo(event);
    }

    private UndecodableException failure(byte[] bytes) {
        return catchThrowableOfType(UndecodableException.class, () -> decoder.decode(bytes));
    }
}
