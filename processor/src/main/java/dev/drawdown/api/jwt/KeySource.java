package dev.drawdown.api.jwt;

import java.io.IOException;

/** Where the text of a key set is read; its {@code toString} names the place, for the log. */
interface KeySource extends AutoCloseable {
    /**
     * Reads it, within seconds.
     *
     * @throws IOException if it cannot be read now
     */
    String read() throws IOException;

    @Override
    default void close() {}
}
