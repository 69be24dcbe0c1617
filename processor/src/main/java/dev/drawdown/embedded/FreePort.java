package dev.drawdown.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks whether a port can be had before anything starts, so that the answer names the option to change. */
public final class FreePort {
    private FreePort() {}

    /**
     * Looks whether a port can be had.
     *
     * @param port 0 for any free one
     * @param option what chooses another
     * @throws PortTakenException if another program has it
     */
    public static void require(int port, String option) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral(BrokerSettings.HOST))) {
            probe.getLocalPort();
        } catch (IOException taken) {
            throw new PortTakenException(
                    "Expected port %d to be free, but it is not (%s); choose another with %s"
                            .formatted(port, taken.getMessage(), option),
                    taken);
        }
    }
}
