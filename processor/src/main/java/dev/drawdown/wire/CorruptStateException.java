package dev.drawdown.wire;

/** Stored bytes that are not what was written: a bug or a damaged disk, never an input's fault. */
public final class CorruptStateException extends RuntimeException {
    public CorruptStateException(String message) {
        super(message);
    }
}
