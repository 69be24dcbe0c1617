package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Avro writes the same numbers, and its own writer is the measure; each length is there, at both of its ends. */
class VarintTest {
    private static final int BEFORE = 3;

    @Test
    void shouldWriteWhatAvroWrites() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            shouldWriteAsAvro(random.nextLong() >>> random.nextInt(Long.SIZE));
        }
        for (int bits = 0; bits < Long.SIZE; bits++) {
            shouldWriteAsAvro(1L << bits);
            shouldWriteAsAvro((1L << bits) - 1);
        }
        shouldWriteAsAvro(-1);
    }

    private static void shouldWriteAsAvro(long value) throws IOException {
        byte[] into = new byte[BEFORE + Varint.MAX_BYTES];
        Arrays.fill(into, (byte) 0xAA);

        int end = Varint.write(into, BEFORE, value);

        assertThat(Arrays.copyOfRange(into, BEFORE, end)).as("%d", value).isEqualTo(avro(value));
        assertThat(Arrays.copyOf(into, BEFORE)).containsOnly(0xAA);
        shouldReadBack(into, end - BEFORE, value);
    }

    private static void shouldReadBack(byte[] written, int length, long value) {
        // What lies behind a number must not matter.
        byte[] followed = Arrays.copyOf(written, BEFORE + length + Varint.MAX_BYTES);
        Arrays.fill(followed, BEFORE + length, followed.length, (byte) 0xFF);

        int told = Varint.lengthAt(followed, BEFORE);

        if (length > Long.BYTES) {
            assertThat(told).isZero();
        } else {
            assertThat(told).as("%d", value).isEqualTo(length);
            assertThat(Varint.read(followed, BEFORE, told)).isEqualTo(value);
        }
    }

    /** Avro zigzags what it is given, so it is given what becomes the number. */
    private static byte[] avro(long unsigned) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeLong((unsigned >>> 1) ^ -(unsigned & 1));
        return out.toByteArray();
    }
}
