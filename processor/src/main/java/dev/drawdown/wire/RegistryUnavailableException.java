package dev.drawdown.wire;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry has not answered for so long that the stream stops, to go on from its last commit. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1;

    RegistryUnavailableException(Throwable cause) {
        super(
                "Expected the schema registry to answer, but it has not; nothing is lost, and the stream goes on when"
                        + " it does",
                cause);
    }
}
