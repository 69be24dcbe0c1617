package dev.drawdown.views;

import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;

/** What all bytes on a shelf have in common. */
final class Stored {
    /**
     * Of the shelf as a whole. A shelf of another one is emptied and filled anew from the topics, so that no older layout
     * needs to be read.
     */
    static final byte FORMAT = 1;

    private Stored() {}

    static void expectVersion(StateReader in, byte version) {
        byte found = in.readByte();
        if (found != version) {
            throw new CorruptStateException("Expected version " + version + ", but found " + found);
        }
    }
}
