package dev.drawdown.wire;

/** The schema registry has not answered for so long that the stream stops, to go on from its last commit. */
public final class RegistryUnavailableException extends RuntimeException {
    RegistryUnavailableException(Throwable cause) {
        super(
                "Expected the schema registry to answer, but it has not; nothing is lost, the stream goes on when it"
                        + " does",
                cause);
    }
}
