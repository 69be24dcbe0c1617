package dev.drawdown.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Reads a body whole, but not more of it than may be, and not from somebody who sends it by drops to keep a place taken. */
final class BodyReader {
    /** The largest body that is taken, over a slow line, needs less. */
    static final int PATIENCE_SECONDS = 30;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BUFFER_BYTES = 16 << 10;

    private BodyReader() {}

    /**
     * Returns the bytes.
     *
     * @param in ends a read that nothing comes for by itself
     * @param clockNanos any clock that does not run backwards
     * @throws ProblemException if they are more, or come too slowly
     * @throws IOException if the body breaks off
     */
    static byte[] read(InputStream in, int maxBytes, LongSupplier clockNanos) throws IOException {
        long beganNanos = clockNanos.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > maxBytes) {
                throw Call.tooLarge(maxBytes);
            }
            if (clockNanos.getAsLong() - beganNanos > PATIENCE_SECONDS * NANOS_PER_SECOND) {
                throw Call.bad(
                        "BODY_TOO_SLOW",
                        "Expected the whole body within " + PATIENCE_SECONDS
                                + " s, but there is still some to come; send it at once");
            }
        }
        return body.toByteArray();
    }
}
